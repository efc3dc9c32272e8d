"""News of the domain, sent on commit. The signal only wakes somebody up; what is to be done stands in rows."""

from django.dispatch import Signal

# campaign_id: facts or rules of the campaign changed and a dirty mark was left.
scores_outdated = Signal()
# bundle_id: documents were asked for that are made in the background.
bundle_asked = Signal()
