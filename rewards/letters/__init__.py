"""The three documents a cluster sends: what may stand in their templates, the templates shipped, what is filled in.

Documents are Vietnamese whatever the language of the page."""
