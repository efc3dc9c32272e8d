"""The documents whose template may be replaced, and what may stand in each."""

from collections.abc import Mapping

from indicators.choices import TemplateKind
from indicators.letters.placeholders import LETTER, Kind
from indicators.letters.report_fields import CONSOLIDATED, FORM

FIELDS: Mapping[str, Mapping[str, Kind]] = {
    TemplateKind.URGING: LETTER,
    TemplateKind.REPORT: FORM,
    TemplateKind.CONSOLIDATED: CONSOLIDATED,
}
