"""Pages of those who urge units that are late; under ``campaigns/``."""

from django.urls import path

from indicators.views import letter_template, urging, urging_register

HERE = "<slug:code>/tracking/urging/"

urlpatterns = [
    path(HERE, urging.urging, name="urging"),
    path(HERE + "letter.docx", urging.urging_letter, name="urging_letter"),
    path(HERE + "note/", urging.urging_note, name="urging_note"),
    path(HERE + "register/", urging_register.urging_register, name="urging_register"),
    path(HERE + "template/", letter_template.letter_template, name="letter_template"),
    path(HERE + "template.docx", letter_template.letter_template_file, name="letter_template_file"),
    path(HERE + "template/restore/", letter_template.letter_template_restore, name="letter_template_restore"),
]
