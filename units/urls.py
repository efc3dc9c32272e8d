"""Pages about units and their people, under ``units:``. Doors without a prefix stand in ``urls_session``."""

from django.urls import path

from units.views import accounts, people, roles, units

app_name = "units"
urlpatterns = [
    path("", units.search, name="search"),
    path("<id:pk>/", units.detail, name="detail"),
    path("<id:pk>/people/", people.people, name="people"),
    path("<id:pk>/people/new/", people.new_colleague, name="new_colleague"),
    path("<id:pk>/people/<id:person_pk>/", people.person, name="person"),
    path("<id:pk>/people/<id:person_pk>/grant/", people.grant, name="grant"),
    path("<id:pk>/people/<id:person_pk>/authorise/", people.authorise_person, name="authorise"),
    path("<id:pk>/people/<id:person_pk>/reset/", people.reset, name="reset"),
    path("<id:pk>/people/<id:person_pk>/close/", people.close, name="close"),
    path("roles/<id:pk>/end/", roles.end, name="end_role"),
    path("roles/<id:pk>/hand-over/", roles.hand_over_role, name="hand_over"),
    path("authorisations/<id:pk>/revoke/", roles.revoke, name="revoke"),
    path("authorisations/<id:pk>/confirm/", roles.confirm, name="confirm_authorisation"),
    path("accounts/", accounts.account_import, name="account_import"),
    path("accounts/form.xlsx", accounts.account_form, name="account_form"),
    path("accounts/open/", accounts.account_open, name="account_open"),
    path("accounts/faults.xlsx", accounts.account_faults, name="account_faults"),
]
