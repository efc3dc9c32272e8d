"""From the criteria table of a plan's appendix to proposed criteria. No database: text in, proposals out."""
