"""Finding a campaign by the code somebody typed."""

from difflib import get_close_matches

from django.utils.translation import gettext as _

from campaigns.models import Campaign
from common.faults import Faults


def campaign_by_code(code: str) -> Campaign:
    """The campaign with a definition; Faults names the nearest code where there is none."""
    found = Campaign.objects.filter(code=code, definition__isnull=False).first()
    if found is None:
        codes = list(Campaign.objects.values_list("code", flat=True))
        near = get_close_matches(code, codes, n=1)
        hint = " " + _("Did you mean “%(code)s”?") % {"code": near[0]} if near else ""
        raise Faults(_("There is no campaign “%(code)s”.") % {"code": code} + hint)
    return found
