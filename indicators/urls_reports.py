"""Pages about reports: asked for by an outline, written and submitted by units, read across all; ``campaigns/``."""

from django.urls import path

from indicators.views import (
    bundles,
    letter_template,
    outlines,
    report_extend,
    report_read,
    report_submit,
    report_word,
    report_write,
    reports,
)
from indicators.views.report_register import report_heading, report_quote, report_register

TEMPLATE = "<slug:code>/reports/template/<slug:kind>/"

urlpatterns = [
    path("<slug:code>/files/", bundles.bundles, name="bundles"),
    path("<slug:code>/files/new/", bundles.bundle_new, name="bundle_new"),
    path("<slug:code>/files/<id:pk>/", bundles.bundle, name="bundle"),
    path("<slug:code>/files/<id:pk>/file/", bundles.bundle_file, name="bundle_file"),
    path("<slug:code>/reports/", reports.reports, name="reports"),
    path("<slug:code>/reports/new/", outlines.outline_new, name="outline_new"),
    path(TEMPLATE, letter_template.letter_template, name="report_template"),
    path(TEMPLATE + "file.docx", letter_template.letter_template_file, name="report_template_file"),
    path(TEMPLATE + "restore/", letter_template.letter_template_restore, name="report_template_restore"),
    path("<slug:code>/reports/<id:pk>/", report_register, name="report_register"),
    path("<slug:code>/reports/<id:pk>/outline/", outlines.outline_edit, name="outline_edit"),
    path("<slug:code>/reports/<id:pk>/write/", report_write.report_write, name="report_write"),
    path("<slug:code>/reports/<id:pk>/write/form.docx", report_word.report_form, name="report_form"),
    path("<slug:code>/reports/<id:pk>/write/word/", report_word.report_word, name="report_word"),
    path("<slug:code>/reports/<id:pk>/submit/", report_submit.report_submit, name="report_submit"),
    path("<slug:code>/reports/<id:pk>/headings/<id:heading_id>/", report_heading, name="report_heading"),
    path("<slug:code>/reports/<id:pk>/quotes/", report_quote, name="report_quote"),
    path("<slug:code>/reports/<id:pk>/units/<id:unit_id>/", report_read.report_read, name="report_read"),
    path("<slug:code>/reports/<id:pk>/units/<id:unit_id>/return/", report_read.report_return, name="report_return"),
    path("<slug:code>/reports/<id:pk>/units/<id:unit_id>/extend/", report_extend.report_extend, name="report_extend"),
    path("<slug:code>/reports/files/<id:submission_id>/", report_read.report_file, name="report_file"),
]
