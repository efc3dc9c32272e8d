"""Which units appraise: they look after their own people."""

from django.db.models import Exists, OuterRef, Q

from indicators.models import Criterion


def appraise() -> Q:
    """Units named as verifier of a line or group in a plan."""
    return Q(Exists(Criterion.objects.filter(verified_by=OuterRef("pk"), is_active=True)))
