"""What every endpoint under a campaign does first."""

from typing import Any, NoReturn

from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import NotAuthenticated, NotFound, PermissionDenied
from rest_framework.request import Request
from rest_framework.serializers import Serializer

from campaigns.models import Campaign
from campaigns.queries.visible import visible_to
from common.api import ProblemSerializer

REFUSALS = dict.fromkeys((400, 401, 403, 404, 429), ProblemSerializer)
CODE = OpenApiParameter("code", OpenApiTypes.STR, OpenApiParameter.PATH, description="Code of the campaign.")


def campaign_of(request: Request, code: str) -> Campaign:
    """The campaign, to those who may know of it; to others there is none, and a visitor is asked who it is."""
    found = visible_to(request.acting).filter(code=code).select_related("organiser_unit").first()
    if found is None and not request.user.is_authenticated:
        raise NotAuthenticated
    if found is None:
        raise NotFound(_("There is no campaign “%(code)s” here.") % {"code": code[:63]})
    return found


def checked(kind: type[Serializer], data: object) -> dict[str, Any]:
    """What was asked, by its declaration; raises ``ValidationError`` naming the fields."""
    serializer = kind(data=data)
    serializer.is_valid(raise_exception=True)
    return dict(serializer.validated_data)


def refuse(request: Request, reason: object) -> NoReturn:
    """A caller who is nobody is asked who they are (401); somebody reads why not (403)."""
    raise (PermissionDenied if request.user.is_authenticated else NotAuthenticated)(str(reason))
