"""Documents of a campaign (văn bản), who confirmed having received them, and whom each unit put in charge."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from campaigns.choices import DocumentKind
from common.models import StoredFile
from units.models import Unit

from .campaign import Campaign


class CampaignDocument(models.Model):
    """A document that the organiser issued: its file, or where it is kept. Insert-only: a new version ``replaces``
    the one before, which stays to be read.

    ``receipt_due``: by when every unit confirms its receipt; none where it is for information alone."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="documents")
    kind = models.CharField(max_length=20, choices=DocumentKind)
    number = models.CharField(max_length=120, blank=True)
    title = models.CharField(max_length=400)
    dated_on = models.DateField()
    signer = models.CharField(max_length=200, blank=True)
    kept_at = models.CharField(max_length=255, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="campaign_documents")
    file_name = models.CharField(max_length=255, blank=True)
    receipt_due = models.DateField(null=True)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-dated_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(file__isnull=False) | ~Q(number="") | ~Q(kept_at=""), name="document_can_be_found"
            )
        ]

    def __str__(self) -> str:
        return " · ".join(filter(None, [self.number, self.title]))


class DocumentReceipt(models.Model):
    """A unit confirms that it has received a document. Insert-only."""

    document = models.ForeignKey(CampaignDocument, models.CASCADE, related_name="receipts")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "unit"], name="receipt_once")]

    def __str__(self) -> str:
        return f"{self.unit_id}/{self.document_id}"


class PersonInCharge(models.Model):
    """Whom a unit put in charge of a campaign (người phụ trách); the newest counts. Insert-only."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="people_in_charge")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    post = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=40)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["campaign", "unit", "-id"], name="person_in_charge_newest")]

    def __str__(self) -> str:
        return self.name
