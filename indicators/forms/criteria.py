"""Forms of one line and one group of the plan, read from and into the criterion's section of the campaign file."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaigns.forms.seen import SeenForm
from indicators.forms.fields import NumberField
from indicators.forms.sentences import LEVELS, SENTENCES, TESTS, Sentence, sentence_of
from indicators.queries.workshop import UnitFinder
from units.forms.people import day_field

Node = dict[str, Any]
MEASURES = [("ratio", _("a share in %")), ("count", _("a count of things")), ("number", _("another number"))]
PERIODS = [
    ("once", _("once, at the end")),
    ("monthly", _("each month")),
    ("weekly", _("each week")),
    ("quarterly", _("each quarter")),
    ("half_yearly", _("each half-year")),
    ("daily", _("each day")),
]
OVER_TIME = [
    ("", _("as usual for this kind of figure")),
    ("last", _("the newest figure counts")),
    ("sum", _("all periods are added")),
    ("mean", _("the mean of the periods")),
    ("max", _("the highest period")),
    ("min", _("the lowest period")),
    ("ratio_of_sums", _("both parts are added, then divided")),
]
EVIDENCE = [
    ("at_final", _("once, by the time of self-scoring")),
    ("each_period", _("in every period")),
    ("optional", _("as the unit likes")),
    ("none", pgettext_lazy("evidence", "none")),
]


class CriterionForm(SeenForm):
    """What lines and groups have in common. After launch a reason is asked for."""

    name = forms.CharField(label=pgettext_lazy("criterion", "Text"), widget=forms.Textarea(attrs={"rows": 2}))
    name_en = forms.CharField(label=_("In English"), max_length=400, required=False)

    def __init__(self, *args: Any, node: Node, finder: UnitFinder, needs_reason: bool, **options: Any) -> None:
        self.node, self.finder = node, finder
        super().__init__(*args, initial=self.read(node), **options)
        if needs_reason:
            label = pgettext_lazy("change", "Reason of the change")
            self.fields["reason"] = forms.CharField(label=label, max_length=1000)

    def read(self, node: Node) -> dict[str, Any]:
        name = node.get("name", {})
        return {"name": name.get("vi", ""), "name_en": name.get("en", "")}

    def named(self) -> Node:
        texts = {"vi": self.cleaned_data["name"], "en": self.cleaned_data["name_en"]}
        return {language: text for language, text in texts.items() if text}

    def is_touched(self) -> bool:
        """Whether anything was typed: a form sent as it was shown changes nothing, whatever it takes for granted."""
        return bool(set(self.changed_data) - {"reason", "seen"})

    def _unit(self, field: str) -> str | None:
        """The reference of the unit a text names; a fault of the field where it names none or several."""
        text = self.cleaned_data.get(field, "").strip()
        found = self.finder.find(text) if text else None
        if text and not found:
            raise ValidationError(_("No one unit is called so; write its full name or its code."))
        return found


class GroupForm(CriterionForm):
    verified_by = forms.CharField(label=_("Unit that appraises"), max_length=200, required=False)
    outside_total = forms.BooleanField(
        label=_("Bonus or deduction: on top of the total"),
        required=False,
    )
    cap = NumberField(label=_("At most so many points together"))

    def read(self, node: Node) -> dict[str, Any]:
        verifier = self.finder.name(node.get("verified_by"))
        kept = {"outside_total": node.get("outside_total", False), "cap": node.get("cap")}
        return super().read(node) | kept | {"verified_by": verifier}

    def clean_verified_by(self) -> str | None:
        return self._unit("verified_by")

    def changes(self) -> Node:
        given = self.cleaned_data
        outside = given["outside_total"] or None
        return {
            "name": self.named(),
            "verified_by": given["verified_by"],
            "outside_total": outside,
            "cap": given["cap"],
        }


class LineForm(CriterionForm):
    max_points = NumberField(label=_("Maximum points"), required=True)
    sentence = forms.ChoiceField(choices=[(kind, sentence.text) for kind, sentence in SENTENCES.items()])
    full_at = NumberField(label=_("All points at"))
    zero_at = NumberField(label=_("No points at"))
    otherwise = NumberField(label=_("Else, points"))
    each = NumberField(label=_("Points for each"))
    each_deducts = forms.BooleanField(label=_("are deducted"), required=False)
    free = NumberField(label=_("The first … do not count"))
    each_cap = NumberField(label=_("At most, points"))
    base_value = NumberField(label=_("Base value"))
    base_points = NumberField(label=_("Points at the base"))
    per = NumberField(label=_("Each further"))
    more_points = NumberField(label=_("adds, points"))
    more_cap = NumberField(label=_("At most, points"))
    better = forms.ChoiceField(
        label=_("Better is"),
        choices=[("higher", pgettext_lazy("better", "more")), ("lower", pgettext_lazy("better", "less"))],
        required=False,
    )
    scope = forms.ChoiceField(
        label=_("Compared within"),
        choices=[("campaign", pgettext_lazy("scope", "all units")), ("block", pgettext_lazy("scope", "the cluster"))],
        required=False,
    )
    scale_low = NumberField(label=_("Points of the last"))
    post_low = NumberField(label=_("Fixed lower end"))
    post_high = NumberField(label=_("Fixed upper end"))
    minus_per_day = NumberField(label=_("Points lost each day"))
    least = NumberField(label=_("At least, points"))
    measured = forms.ChoiceField(label=_("The figure is"), choices=MEASURES, required=False)
    unit = forms.CharField(label=_("Counted in"), max_length=60, required=False, help_text=_("model, case, file …"))
    numerator = forms.CharField(label=_("Upper part of the share"), max_length=200, required=False)
    denominator = forms.CharField(label=_("Lower part of the share"), max_length=200, required=False)
    reported = forms.ChoiceField(label=pgettext_lazy("workshop", "Entered"), choices=PERIODS)
    over_time = forms.ChoiceField(label=_("Over the periods"), choices=OVER_TIME, required=False)
    due = day_field(_("Due by"), required=False)
    grace_days = forms.IntegerField(label=_("Days to enter after a period"), min_value=0, max_value=366, required=False)
    provided_by = forms.CharField(
        label=pgettext_lazy("workshop", "Provided by"),
        max_length=200,
        required=False,
        help_text=_("The department that fills this line for all units; empty: each unit enters its own."),
    )
    evidence = forms.ChoiceField(label=pgettext_lazy("criterion", "Evidence"), choices=EVIDENCE)
    evidence_hint = forms.CharField(label=_("Which evidence"), max_length=400, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for number in LEVELS:
            self.fields[f"test_{number}"] = forms.ChoiceField(
                label=pgettext_lazy("level", "Level"), choices=TESTS, required=False
            )
            self.fields[f"bound_{number}"] = NumberField(label=pgettext_lazy("level", "value"))
            self.fields[f"points_{number}"] = NumberField(label=pgettext_lazy("level", "points"))

    def read(self, node: Node) -> dict[str, Any]:
        measure = node.get("measure", {})
        unit = measure.get("unit") or ""
        kind, blanks = sentence_of(node["rule"], node["max_points"])
        texts = {key: (measure.get(key) or {}).get("vi", "") for key in ("numerator", "denominator")}
        return super().read(node) | blanks | texts | {
            "sentence": kind,
            "max_points": node["max_points"],
            "measured": measure.get("kind"),
            "unit": unit["vi"] if isinstance(unit, dict) else "",
            "provided_by": self.finder.name(node.get("provided_by")),
            "evidence_hint": (node.get("evidence_hint") or {}).get("vi", ""),
            "evidence": node.get("evidence", "at_final"),
            **{key: node.get(key, "") for key in ("reported", "over_time", "due", "grace_days")},
        }  # fmt: skip

    def clean_provided_by(self) -> str | None:
        return self._unit("provided_by")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("sentence") == "steps" and not any(given.get(f"bound_{n}") is not None for n in LEVELS):
            self.add_error("bound_1", _("At least one level is needed."))
        return given

    def changes(self) -> Node:
        """Keys of the line to set; None: to take out. A rule nobody touched stays as it was written."""
        given = self.cleaned_data
        kept = {"name": self.named(), "max_points": given["max_points"], "reported": given["reported"]}
        kept |= {"due": given["due"].isoformat() if given["due"] else None, "grace_days": given["grace_days"]}
        hint = given["evidence_hint"]
        kept |= {"evidence": given["evidence"], "evidence_hint": {"vi": hint} if hint else None}
        kept |= {"over_time": given["over_time"] or None} | self._from_whom()
        return kept | (self._rule() if self._rule_is_touched() else {})

    def _rule_is_touched(self) -> bool:
        sentence = SENTENCES[self.cleaned_data["sentence"]]
        own = {"sentence", "measured", "unit", "numerator", "denominator", "max_points", *sentence.blanks}
        return not self.node.get("code") or bool(own & set(self.changed_data))

    def _rule(self) -> Node:
        sentence = SENTENCES[self.cleaned_data["sentence"]]
        return {"rule": sentence.build(self.cleaned_data), "measure": self._measure(sentence)}

    def _measure(self, sentence: Sentence) -> Node:
        given, old = self.cleaned_data, self.node.get("measure", {})
        kind = sentence.measure or given["measured"] or "number"
        kept = {key: old[key] for key in ("decimals", "lowest", "highest") if key in old and old["kind"] == kind}
        measure: Node = {"kind": kind, **kept}
        if kind == "ratio":
            measure["unit"] = "%"
            parts = {key: {"vi": given[key]} for key in ("numerator", "denominator") if given[key]}
            measure |= parts
        elif kind in ("count", "number") and given["unit"]:
            measure["unit"] = {"vi": given["unit"]}
        return measure

    def _from_whom(self) -> Node:
        """A named department provides; without one only an external line changes back to the units."""
        provider = self.cleaned_data["provided_by"]
        if provider:
            return {"feed": "external", "provided_by": provider}
        was_external = self.node.get("feed") == "external"
        return {"provided_by": None, **({"feed": None} if was_external else {})}

    def sentences(self, *, usual: bool) -> Iterator[dict[str, Any]]:
        """For the page: each sentence with the fields of its blanks; levels stand in rows of three."""
        chosen = self["sentence"].value()
        for sentence in SENTENCES.values():
            if sentence.is_usual == usual:
                fields = [self[name] for name in sentence.blanks]
                levels = [fields[at : at + 3] for at in range(0, 18, 3)] if sentence.kind == "steps" else []
                rest = fields[18:] if levels else fields
                yield {"sentence": sentence, "is_chosen": sentence.kind == chosen, "levels": levels, "fields": rest}

    def usual(self) -> list[dict[str, Any]]:
        return list(self.sentences(usual=True))

    def advanced(self) -> list[dict[str, Any]]:
        return list(self.sentences(usual=False))


def new_line(code: str) -> Mapping[str, Any]:
    """What an empty form of a line begins with."""
    return {"name": {}, "max_points": None, "measure": {"kind": "ratio"}, "rule": {"kind": "given"}, "new_code": code}
