"""Pages about units and their people, under ``units:``. Doors without a prefix stand in ``urls_session``."""

from django.urls import path

from units.views import accounts, people, roles, units

app_name = "units"
urlpatterns = [
    path("", units.search, name="search"),
    path("<int:pk>/", units.detail, name="detail"),
    path("<int:pk>/people/", people.people, name="people"),
    path("<int:pk>/people/new/", people.new_colleague, name="new_colleague"),
    path("<int:pk>/people/<int:person_pk>/", people.person, name="person"),
    path("<int:pk>/people/<int:person_pk>/grant/", people.grant, name="grant"),
    path("<int:pk>/people/<int:person_pk>/authorise/", people.authorise_person, name="authorise"),
    path("<int:pk>/people/<int:person_pk>/reset/", people.reset, name="reset"),
    path("<int:pk>/people/<int:person_pk>/close/", people.close, name="close"),
    path("roles/<int:pk>/end/", roles.end, name="end_role"),
    path("roles/<int:pk>/hand-over/", roles.hand_over_role, name="hand_over"),
    path("authorisations/<int:pk>/revoke/", roles.revoke, name="revoke"),
    path("accounts/", accounts.account_import, name="account_import"),
    path("accounts/form.xlsx", accounts.account_form, name="account_form"),
    path("accounts/open/", accounts.account_open, name="account_open"),
]
