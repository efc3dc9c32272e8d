"""The criteria tree of a campaign as rows, the versions of each rule, and the series facts belong to."""

from dataclasses import asdict

from django.db import models

from campaigns.models import Campaign, Definition
from common.fields import ExactDecimalField
from common.formats import localised_text
from indicators.choices import Feed
from indicators.scoring.numbering import is_word, numbering
from units.models import Unit


class Series(models.Model):
    """What a fact is a fact of. A line without a declared series has one of its own; lines of any campaigns
    with the same series, measure and kind of period share one, so a fact is entered once."""

    key = models.CharField(max_length=300, unique=True)

    def __str__(self) -> str:
        return self.key


class Criterion(models.Model):
    """A group or a line of the tree: a projection of the campaign's current definition.

    ``spec`` is the line's section of the file as canonical JSON; the columns repeat what queries ask for.
    A code that left the definition stays as an inactive row, because facts refer to it."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="criteria")
    code = models.CharField(max_length=120)
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="children")
    position = models.PositiveIntegerField()
    depth = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)
    is_line = models.BooleanField()
    name = models.JSONField()
    max_points = ExactDecimalField(null=True, blank=True)
    outside_total = models.BooleanField(default=False)
    spec = models.TextField()
    version = models.PositiveIntegerField(default=1)
    # Who appraises: named on the group, inherited by its lines; empty: the organiser.
    verified_by = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="verified_criteria")
    # Lines only, from here on.
    series = models.ForeignKey(Series, models.PROTECT, null=True, blank=True, related_name="lines")
    measure_kind = models.CharField(max_length=20, blank=True)
    reported = models.CharField(max_length=20, blank=True)
    over_time = models.CharField(max_length=20, blank=True)
    due = models.DateField(null=True, blank=True)
    grace_days = models.PositiveSmallIntegerField(default=0)
    evidence = models.CharField(max_length=20, blank=True)
    feed = models.CharField(max_length=20, choices=Feed, blank=True)
    provided_by = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="provided_criteria")
    check_days = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["campaign", "code"], name="criterion_code_unique")]

    def __str__(self) -> str:
        return f"{self.code} {self.name.get('vi', '')}"

    @property
    def number(self) -> str:
        """How people read the code, in the language of the page: ``III.4``; ``Thưởng 1`` for ``PLUS.1``."""
        return localised_text(asdict(numbering(self.code)))

    @property
    def title(self) -> str:
        """The number and the name; the name alone where the number would only repeat it."""
        return localised_text(self.name) if is_word(self.code) else f"{self.number} {localised_text(self.name)}"

    @property
    def heading(self) -> str:
        """The same as the head of a group: ``III. Cải cách hành chính``."""
        return self.title if is_word(self.code) else f"{self.number}. {localised_text(self.name)}"


class RuleVersion(models.Model):
    """A line's rule as it stood from one definition on. Insert-only; every score names the version it used."""

    criterion = models.ForeignKey(Criterion, models.CASCADE, related_name="rule_versions")
    number = models.PositiveIntegerField()
    spec = models.TextField()
    definition = models.ForeignKey(Definition, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["criterion", "number"], name="rule_version_unique")]

    def __str__(self) -> str:
        return f"{self.criterion_id} v{self.number}"
