"""The API's address book, its description and the page that shows it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.generic import RedirectView
from drf_spectacular.views import SpectacularJSONAPIView
from rest_framework.exceptions import NotFound
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.views import APIView

from indicators.api.entries import EntriesView
from indicators.api.plans import PlanViewSet
from indicators.api.rankings import RankingView
from indicators.api.sheets import UnitSheetView
from units.api import UnitViewSet


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """Everything on the page comes from this server, and its script from files: the content policy allows no other."""
    return render(request, "api/docs.html")


class Nowhere(APIView):
    """Addresses that are none are refused like everything else here."""

    permission_classes = (AllowAny,)
    schema = None

    def initial(self, request: Request, *args: object, **kwargs: object) -> None:
        raise NotFound(_("There is nothing at this address; the description of the API lists those there are."))


LIST, ONE = {"get": "list"}, {"get": "retrieve"}
app_name = "api"
urlpatterns = [
    path("", RedirectView.as_view(pattern_name="api:docs"), name="root"),
    path("docs/", docs, name="docs"),
    path("schema/", SpectacularJSONAPIView.as_view(permission_classes=[AllowAny]), name="schema"),
    path("units/", UnitViewSet.as_view(LIST), name="units"),
    path("units/<str:reference>/", UnitViewSet.as_view(ONE), name="unit"),
    path("campaigns/", PlanViewSet.as_view(LIST), name="campaigns"),
    path("campaigns/<slug:code>/", PlanViewSet.as_view(ONE), name="campaign"),
    path("campaigns/<slug:code>/rankings/", RankingView.as_view(), name="rankings"),
    path("campaigns/<slug:code>/sheets/<str:reference>/", UnitSheetView.as_view(), name="sheet"),
    path("campaigns/<slug:code>/entries/", EntriesView.as_view(), name="entries"),
    path("<path:elsewhere>", Nowhere.as_view(), name="nowhere"),
]
