"""The doors of the site: names without a prefix, since settings and every page refer to them."""

from django.urls import path

from units.views import people, profile, session, token, units

urlpatterns = [
    path("sign-in/", session.SignIn.as_view(), name="sign_in"),
    path("sign-out/", session.SignOut.as_view(), name="sign_out"),
    path("me/password/", session.change_password, name="change_password"),
    path("me/token/", token.token, name="token"),
    path("me/token/end/", token.end, name="end_token"),
    path("me/act-as/", session.act_as, name="act_as"),
    path("me/unit/", units.own_unit, name="own_unit"),
    path("me/colleagues/", people.colleagues, name="colleagues"),
    path("me/", profile.profile, name="profile"),
]
