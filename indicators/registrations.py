"""What this app adds to the registries of the apps below it; loaded once when Django is ready."""

from campaigns import debts
from campaigns.registry import (
    on_define,
    on_defined,
    on_enrol,
    on_filing,
    on_inferred,
    on_missing,
    on_move,
    on_visible,
    on_works,
)
from indicators import receivers
from indicators.domain.criteria import project_criteria, rederive, remark
from indicators.domain.outlines import copy_outlines
from indicators.domain.registering import follow_works, targets_to_file
from indicators.domain.season import follow_move
from indicators.exports import archive_bundle, report_bundles
from indicators.queries.debts import next_days, owed_by_unit
from indicators.queries.debts_of_offices import owed_by_manager, owed_by_provider, owed_by_verifier
from indicators.queries.missing import inferred_lines, known_through_lines, missing_lines, missing_outlines
from indicators.queries.obligation_debts import obligations_owed, obligations_to_confirm
from indicators.queries.reach import appraise
from indicators.queries.report_debts import reports_owed, reports_to_urge
from indicators.queries.task_debts import stage_days, tasks_owed, tasks_to_confirm
from indicators.queries.workshop import missing_criteria
from units.registry import on_office

# Importing the receivers connects them, importing the makers names them.
RECEIVERS = (receivers.wake_the_worker, receivers.wake_the_maker, receivers.follow_the_register)
MAKERS = (report_bundles.forms_of, report_bundles.consolidated_of, archive_bundle.archive_of)

on_define(project_criteria)
on_defined(rederive)
on_defined(copy_outlines)
on_enrol(remark)
on_filing(targets_to_file)
on_inferred(inferred_lines)
on_missing(missing_lines)
on_missing(missing_outlines)
on_missing(missing_criteria)
on_move(follow_move)
on_visible(known_through_lines)
on_works(follow_works)

on_office(appraise)

debts.register(owed_by_unit)
debts.register(owed_by_provider)
debts.register(owed_by_verifier)
debts.register(owed_by_manager)
debts.register(reports_owed)
debts.register(reports_to_urge)
debts.register(tasks_owed)
debts.register(tasks_to_confirm)
debts.register(obligations_owed)
debts.register(obligations_to_confirm)
debts.register_next(next_days)
debts.register_next(stage_days)
