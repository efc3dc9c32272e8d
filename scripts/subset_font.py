"""Cuts Be Vietnam Pro (OFL, a pinned package) down to Latin and Vietnamese, as woff2 in static/fonts/.

Its digits differ in width and it has no tabular ones; they are made here from its own shapes, so that
`font-variant-numeric: tabular-nums` lines columns up.
"""

import copy
from pathlib import Path

import fontpkg_be_vietnam_pro
from fontTools import subset
from fontTools.otlLib.builder import buildLookup, buildSingleSubstSubtable
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables

TARGET = Path(__file__).resolve().parent.parent / "static" / "fonts"
WEIGHTS = {400: "Regular", 500: "Medium", 600: "SemiBold", 700: "Bold"}
# Latin with its supplements, combining marks, Vietnamese, punctuation, đồng, arrows, minus, comparison.
CHARACTERS = (
    "U+0020-017F,U+01A0-01A1,U+01AF-01B0,U+0300-0323,U+1EA0-1EF9,"
    "U+2000-206F,U+20AB,U+2116,U+2122,U+2190-2193,U+2212,U+2248,U+2260,U+2264-2265"
)
DIGITS = "0123456789"


def main() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    source = Path(fontpkg_be_vietnam_pro.ROOT)
    for weight, name in WEIGHTS.items():
        cut(source / "files" / f"BeVietnamPro-{name}.ttf", TARGET / f"be-vietnam-pro-{weight}.woff2")
    (TARGET / "OFL.txt").write_bytes((source / "LICENSE").read_bytes())


def cut(source: Path, made: Path) -> None:
    options = subset.Options(layout_features=["*"], flavor="woff2", hinting=False, notdef_outline=True)
    draft = made.with_suffix(".draft")
    with subset.load_font(str(source), options) as font:
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=subset.parse_unicodes(CHARACTERS))
        subsetter.subset(font)
        add_tabular_digits(font)
        subset.save_font(font, str(draft), options)
    draft.replace(made)


def add_tabular_digits(font: TTFont) -> None:
    """Adds a copy of each digit, centred in one common width, and the `tnum` feature that puts it in."""
    characters = font.getBestCmap()
    names = [characters[ord(digit)] for digit in DIGITS]
    width = sorted(font["hmtx"][name][0] for name in names)[-2]  # the widest but one: 4 may touch its sides
    for name in names:
        add_centred_copy(font, name, f"{name}.tnum", width)
    add_substitution(font, "tnum", {name: f"{name}.tnum" for name in names})


def add_centred_copy(font: TTFont, name: str, new: str, width: int) -> None:
    advance, bearing = font["hmtx"][name]
    shift = (width - advance) // 2
    glyph = copy.deepcopy(font["glyf"][name])
    glyph.coordinates.translate((shift, 0))
    font["glyf"][new] = glyph
    glyph.recalcBounds(font["glyf"])
    font["hmtx"][new] = (width, bearing + shift)


def add_substitution(font: TTFont, tag: str, mapping: dict[str, str]) -> None:
    """Appends one feature with one lookup to the font's substitutions, for every script and language."""
    table = font["GSUB"].table
    table.LookupList.Lookup.append(buildLookup([buildSingleSubstSubtable(mapping)]))
    feature = otTables.Feature()
    feature.FeatureParams = None
    feature.LookupListIndex = [len(table.LookupList.Lookup) - 1]
    feature.LookupCount = 1
    record = otTables.FeatureRecord()
    record.FeatureTag, record.Feature = tag, feature
    table.FeatureList.FeatureRecord.append(record)
    for script in table.ScriptList.ScriptRecord:
        languages = [record.LangSys for record in script.Script.LangSysRecord]
        for language in [script.Script.DefaultLangSys, *languages]:
            language.FeatureIndex.append(len(table.FeatureList.FeatureRecord) - 1)


if __name__ == "__main__":
    main()
