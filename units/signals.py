"""News of this app for those above, sent after commit."""

from django.dispatch import Signal

# The register changed: ``old_ids`` and ``new_ids`` of the succession rows that were added or altered.
unit_merged = Signal()
