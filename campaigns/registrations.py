"""What this app adds to the registries of this app and the one below it; loaded once when Django is ready."""

from campaigns import debts
from campaigns.queries.document_debts import receipts_owed, receipts_to_chase
from campaigns.queries.papers import papers_to_confirm
from campaigns.queries.reach import organise_or_stand_in, take_part_with
from units.registry import on_office, on_reach

on_reach(take_part_with)
on_office(organise_or_stand_in)

debts.register(papers_to_confirm)
debts.register(receipts_owed)
debts.register(receipts_to_chase)
