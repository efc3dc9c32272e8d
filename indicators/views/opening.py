"""Every page under a campaign opens as those of ``campaigns`` do."""

from campaigns.views.opening import campaign_page, names_spared

__all__ = ["campaign_page", "names_spared"]
