"""Kinds of units and roles of people."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class UnitKind(models.TextChoices):
    COUNTRY = "country", _("Country")
    MUNICIPALITY = "municipality", _("Municipality")
    PROVINCE = "province", _("Province")
    DISTRICT = "district", _("District")
    WARD = "ward", _("Ward")
    COMMUNE = "commune", _("Commune")
    TOWNSHIP = "township", _("Township")
    SPECIAL_ZONE = "special_zone", _("Special zone")
    DEPARTMENT = "department", _("Department")
    AGENCY = "agency", _("Agency")
    PUBLIC_SERVICE_UNIT = "public_service_unit", _("Public service unit")
    ARMED_FORCES = "armed_forces", _("Armed forces")
    OTHER = "other", _("Other unit")


class Role(models.TextChoices):
    """What a person does for a unit; rights follow the role held in the unit acted for."""

    REPORTER = "reporter", _("Reporter")
    HEAD = "head", _("Unit head")
    PROVIDER = "provider", _("Provider of figures")
    VERIFIER = "verifier", _("Verifier")
    CLUSTER_LEAD = "cluster_lead", _("Cluster lead")
    MANAGER = "manager", _("Campaign manager")
    SECRETARY = "secretary", _("Council secretary")
    COUNCIL = "council", _("Council member")
    CHAIR = "chair", _("Council chair")
    LEADER = "leader", _("Leader")
    COORDINATOR = "coordinator", _("Coordinator of accounts")
