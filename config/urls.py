"""One address book: each app's pages under its own names."""

from django.contrib import admin
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import RedirectView
from django.views.i18n import set_language

from config.pages.home import home
from config.pages.icon import favicon
from config.pages.todo import todo
from config.views_health import healthz

urlpatterns = [
    path("", home, name="home"),
    path("todo/", todo, name="todo"),
    path("healthz", healthz, name="healthz"),
    path("favicon.ico", favicon, name="favicon"),
    # Pages that serve all visitors hold no token; a forged change of language harms nobody.
    path("i18n/setlang/", csrf_exempt(set_language), name="set_language"),
    path("api/v1/", include("config.api")),
    # One door to change a password: it asks the rules, ends tokens and leaves its audit row.
    path("admin/password_change/", RedirectView.as_view(pattern_name="change_password"), name="admin_password"),
    path("admin/", admin.site.urls),
    path("", include("units.urls_session")),
    path("units/", include("units.urls")),
    path("campaigns/", include("campaigns.urls")),
    path("", include("indicators.urls")),
    path("", include("rewards.urls")),
]
