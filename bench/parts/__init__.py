"""One module for each group of rows; all give ``Row`` objects."""
