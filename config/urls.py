"""One address book: each app's pages under its own names."""

from django.contrib import admin
from django.urls import include, path

from config.pages.home import home
from config.pages.todo import todo
from config.views_health import healthz

urlpatterns = [
    path("", home, name="home"),
    path("todo/", todo, name="todo"),
    path("healthz", healthz, name="healthz"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("api/v1/", include("config.api")),
    path("admin/", admin.site.urls),
    path("", include("units.urls_session")),
    path("units/", include("units.urls")),
    path("campaigns/", include("campaigns.urls")),
    path("", include("indicators.urls")),
]
