"""Cuts Be Vietnam Pro (OFL, a pinned package) down to Latin and Vietnamese, as woff2 in static/fonts/."""

import logging
from pathlib import Path

import fontpkg_be_vietnam_pro
from fontTools import subset

TARGET = Path(__file__).resolve().parent.parent / "static" / "fonts"
WEIGHTS = {400: "Regular", 500: "Medium", 600: "SemiBold", 700: "Bold"}
# Latin with its supplements, combining marks, Vietnamese, punctuation, đồng, arrows, minus, comparison.
CHARACTERS = (
    "U+0020-017F,U+01A0-01A1,U+01AF-01B0,U+0300-0323,U+1EA0-1EF9,"
    "U+2000-206F,U+20AB,U+2116,U+2122,U+2190-2193,U+2212,U+2248,U+2260,U+2264-2265"
)


def main() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    source = Path(fontpkg_be_vietnam_pro.ROOT)
    for weight, name in WEIGHTS.items():
        cut(source / "files" / f"BeVietnamPro-{name}.ttf", TARGET / f"be-vietnam-pro-{weight}.woff2")
    (TARGET / "OFL.txt").write_bytes((source / "LICENSE").read_bytes())


def cut(source: Path, made: Path) -> None:
    """Keeps every layout feature: tabular figures are one of them."""
    draft = made.with_suffix(".draft")
    subset.main(
        [
            str(source),
            f"--unicodes={CHARACTERS}",
            "--layout-features=*",
            "--flavor=woff2",
            f"--output-file={draft}",
        ]
    )
    draft.replace(made)


if __name__ == "__main__":
    main()
