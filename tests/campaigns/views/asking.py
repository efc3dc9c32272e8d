"""Asking for the pages of one campaign: ORG organises it, A and B take part."""

from django.test import Client
from django.urls import reverse

from campaigns.models import Campaign, Participation
from tests.factories.units import make_membership, make_user
from units.choices import Role


def sign_in(campaign: Campaign, code: str = "ORG", role: str = Role.MANAGER) -> Client:
    user = make_user()
    unit = campaign.organiser_unit if code == "ORG" else type(campaign.organiser_unit).objects.get(code=code)
    make_membership(user, unit, role)
    client = Client()
    client.force_login(user)
    return client


def url(page: str, *more: object) -> str:
    return reverse(f"campaigns:{page}", args=["thu", *more])


def now(**columns: object) -> Campaign:
    Campaign.objects.update(**columns)
    return Campaign.objects.get(code="thu")


def unit_id(code: str) -> int:
    return Participation.objects.get(unit__code=code).unit_id


def said(response) -> str:
    return " ".join(str(message) for message in response.context["page"].messages)
