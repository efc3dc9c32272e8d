"""The two keys by which units are ordered and found, on any database."""

from common.vietnamese import abbreviations, bare_name, match_name, search_key, sort_name
from units.models import Unit

SORT_LENGTH = 400


def set_keys(unit: Unit) -> None:
    """To be called by whoever writes a unit, after its names and code."""
    unit.sort_key = sort_name(unit.name)[:SORT_LENGTH]
    unit.search_key = search_text(unit)


def search_text(unit: Unit) -> str:
    """Every way to write the unit, each between bars, so that a word is found by its beginning."""
    names = [name for name in (unit.name, unit.short_name) if name]
    forms = [form for name in names for form in _forms(name)]
    forms += [search_key(unit.name_en), match_name(unit.code)]
    return "".join(f"| {form} " for form in dict.fromkeys(filter(None, forms)))


def _forms(name: str) -> list[str]:
    """Without the dots of abbreviations, which a search does not keep either; ``tp hcm`` beside ``tphcm``."""
    full, bare = match_name(name), bare_name(name)
    initials = "".join(word if word.isdigit() else word[0] for word in bare.split())
    short = (" ".join(form.replace(".", " ").split()) for form in abbreviations(name))
    return [full, initials, full.removesuffix(bare) + initials, *short]
