"""Figures, sheets and rankings for other systems, under the permissions of the pages."""
