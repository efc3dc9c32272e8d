"""How forms read and the framework writes numbers and dates, by language."""
