"""What this app adds to the registries of this app and the one below it; loaded once when Django is ready."""

from campaigns import debts
from campaigns.queries.papers import papers_to_confirm
from campaigns.queries.reach import organise_or_stand_in, take_part_with
from campaigns.queries.undertaking_debts import undertakings_owed, undertakings_to_chase
from units.registry import on_office, on_reach

on_reach(take_part_with)
on_office(organise_or_stand_in)

debts.register(papers_to_confirm)
debts.register(undertakings_owed)
debts.register(undertakings_to_chase)
