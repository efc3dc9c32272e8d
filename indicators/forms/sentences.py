"""The usual sentences of a rule, each with its blanks: what stands in the file and what a person fills in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Rule = dict[str, Any]
Values = Mapping[str, Any]
LEVELS = range(1, 7)
TESTS = [
    ("at_least", _("from … upwards")),
    ("more_than", _("more than …")),
    ("at_most", _("at most …")),
    ("less_than", _("less than …")),
    ("equals", _("exactly …")),
]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One kind of rule as a sentence. ``blanks`` are fields of the form, ``build`` makes the rule of them,
    ``read`` the blanks of a rule; ``measure`` is the only measure it goes with (empty: numbers)."""

    kind: str
    text: str | Promise
    blanks: tuple[str, ...]
    build: Callable[[Values], Rule]
    read: Callable[[Rule], Rule]
    is_usual: bool = True
    measure: str = ""


def _build_steps(values: Values) -> Rule:
    filled = [n for n in LEVELS if values.get(f"bound_{n}") is not None]
    steps = [{values[f"test_{n}"]: values[f"bound_{n}"], "points": values.get(f"points_{n}") or 0} for n in filled]
    return {"kind": "steps", "steps": steps, "otherwise": values.get("otherwise") or 0}


def _read_steps(rule: Rule) -> Rule:
    found: Rule = {"otherwise": rule.get("otherwise", 0)}
    for number, step in zip(LEVELS, rule["steps"], strict=False):
        test = next(name for name, _text in TESTS if name in step)
        found |= {f"test_{number}": test, f"bound_{number}": step[test], f"points_{number}": step["points"]}
    return found


def _build_each(values: Values) -> Rule:
    each = abs(values.get("each") or 0)
    rule = {"kind": "per_item", "points_each": -each if values.get("each_deducts") else each}
    return rule | _given(values, free="free", cap="each_cap")


def _read_each(rule: Rule) -> Rule:
    each = rule["points_each"]
    return {"each": abs(each), "each_deducts": each < 0, "free": rule.get("free"), "each_cap": rule.get("cap")}


def _build_relative(values: Values) -> Rule:
    ends = [values.get("post_low"), values.get("post_high")]
    rule = {"kind": "relative", "better": values.get("better") or "higher", "scope": values.get("scope") or "campaign"}
    rule["scale"] = [values.get("scale_low") or 0, values["max_points"]]
    return rule | ({"goalposts": ends} if None not in ends else {})


def _read_relative(rule: Rule) -> Rule:
    low, high = rule.get("goalposts") or (None, None)
    better, scope = rule["better"], rule.get("scope", "campaign")
    return {"better": better, "scope": scope, "scale_low": rule["scale"][0], "post_low": low, "post_high": high}


def _given(values: Values, **keys: str) -> Rule:
    """Keys of the rule whose blanks are filled."""
    return {key: values[blank] for key, blank in keys.items() if values.get(blank) is not None}


def _plain(kind: str, **keys: str) -> tuple[Callable[[Values], Rule], Callable[[Rule], Rule]]:
    """A rule whose parameters are its blanks one by one."""

    def build(values: Values) -> Rule:
        return {"kind": kind} | _given(values, **keys)

    def read(rule: Rule) -> Rule:
        return {blank: rule.get(key) for key, blank in keys.items()}

    return build, read


STEPS = tuple(f"{blank}_{number}" for number in LEVELS for blank in ("test", "bound", "points"))
SENTENCES: dict[str, Sentence] = {
    sentence.kind: sentence
    for sentence in (
        Sentence("steps", _("From … upwards earns … points"), (*STEPS, "otherwise"), _build_steps, _read_steps),
        Sentence(
            "proportional",
            _("In proportion to the level …"),
            ("full_at", "zero_at"),
            *_plain("proportional", full_at="full_at", zero_at="zero_at"),
        ),
        Sentence("yes_no", _("Yes or no"), (), *_plain("yes_no"), measure="yes_no"),
        Sentence(
            "per_item",
            _("Each … earns or loses … points, at most …"),
            ("each", "each_deducts", "free", "each_cap"),
            _build_each,
            _read_each,
        ),
        Sentence("given", _("Points given directly by the verifier"), (), *_plain("given"), measure="points"),
        Sentence(
            "increments",
            _("Base points, and more for each full …"),
            ("base_value", "base_points", "per", "more_points", "more_cap"),
            *_plain(
                "increments",
                base_value="base_value",
                base_points="base_points",
                per="per",
                points_each="more_points",
                cap="more_cap",
            ),
            is_usual=False,
        ),
        Sentence(
            "relative",
            _("Between the best and the last unit"),
            ("better", "scope", "scale_low", "post_low", "post_high"),
            _build_relative,
            _read_relative,
            is_usual=False,
        ),
        Sentence(
            "punctual",
            _("By the due date; each day late loses … points"),
            ("minus_per_day", "least"),
            *_plain("punctual", minus_per_day="minus_per_day", floor="least"),
            is_usual=False,
            measure="date",
        ),
    )
}


def sentence_of(rule: Rule, maximum: Any) -> tuple[str, Rule]:
    """The sentence a rule is shown as, with its blanks filled. One comparison alone is a level of its own."""
    if rule["kind"] == "threshold":
        test = next(name for name, _text in TESTS if name in rule)
        rule = {
            "kind": "steps",
            "steps": [{test: rule[test], "points": maximum}],
            "otherwise": rule.get("otherwise", 0),
        }
    return rule["kind"], SENTENCES[rule["kind"]].read(rule)
