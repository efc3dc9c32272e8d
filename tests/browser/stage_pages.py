"""Pages about stages, reviews, tasks, inspections, obligations and documents in the making, with who opens each."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from indicators.models import Bundle, Inspection, Outline, Review, Task
from tests.factories.duties import inspect
from tests.factories.reports import asked_bundle
from tests.factories.season import Season
from tests.factories.stages import given, praised, stored_review
from units.choices import Role

HEAD, MANAGER = ("P1", Role.HEAD), ("VP", Role.MANAGER)


def prepare(season: Season) -> None:
    with transaction.atomic():
        review = stored_review(season)
    praised(season, review)
    given(season, review=review, due=timezone.localdate() - timedelta(days=3))
    inspect(season)
    asked_bundle(season, Outline.objects.filter(campaign=season.campaign).order_by("pk")[0])


def of_stages(season: Season) -> list[tuple[str, list[object], tuple[str, str]]]:
    code, ward = season.campaign.code, season.units["P1"].pk
    return [
        ("stages", [code], MANAGER),
        ("stage_dates", [code, "self_score"], MANAGER),
        ("stage_extend", [code, "appraisal"], MANAGER),
        ("reviews", [code], MANAGER),
        ("review", [code, Review.objects.get().pk], MANAGER),
        ("tasks", [code], MANAGER),
        ("task", [code, Task.objects.get().pk], HEAD),
        ("inspections", [code], MANAGER),
        ("inspection_new", [code], MANAGER),
        ("inspection", [code, Inspection.objects.get().pk], MANAGER),
        ("obligations", [code], MANAGER),
        ("obligations_of_unit", [code, ward], HEAD),
        ("bundles", [code], MANAGER),
        ("bundle", [code, Bundle.objects.get().pk], MANAGER),
        *(("report_template", [code, kind], MANAGER) for kind in ("report", "consolidated")),
    ]
