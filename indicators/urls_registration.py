"""Pages about registrations: a unit's own, the organiser's register, pledges of the clusters; under ``campaigns/``."""

from django.urls import path

from indicators.views import registration_read, registration_register, registration_write

HERE = "<slug:code>/registration/"
UNIT = HERE + "units/<id:unit_id>/"

urlpatterns = [
    path(HERE, registration_write.registration, name="registration"),
    path(HERE + "file/", registration_write.registration_file, name="registration_file"),
    path(HERE + "register/", registration_register.registration_register, name="registration_register"),
    path(HERE + "register.xlsx", registration_register.registration_register_file, name="registration_register_file"),
    path(HERE + "call/", registration_register.registration_call, name="registration_call"),
    path(HERE + "pledge/<id:block_id>/", registration_register.pledge, name="pledge"),
    path(HERE + "pledge/<id:block_id>/giao-uoc.docx", registration_register.pledge_file, name="pledge_file"),
    path(UNIT, registration_read.registration_read, name="registration_read"),
    path(UNIT + "confirm/", registration_read.registration_confirm, name="registration_confirm"),
    path(UNIT + "return/", registration_read.registration_return, name="registration_return"),
]
