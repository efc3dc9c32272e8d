"""One address book: each app's pages under its own names."""

from django.contrib import admin
from django.urls import include, path

from config.views_health import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("admin/", admin.site.urls),
]
