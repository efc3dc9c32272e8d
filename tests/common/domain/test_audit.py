from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from common.actors import Actor, system_actor
from common.append_only import missing_triggers
from common.domain.audit import forget_name, record, seal
from common.domain.proof import prove
from common.models import AuditPerson, AuditRecord, AuditSeal, Holiday
from common.trace import request_id

pytestmark = pytest.mark.django_db

CLERK = Actor(user_id=7, name="Nguyễn Thị A", unit_code="26740", role="reporter", authorisation="12/QĐ-UBND")


@pytest.fixture
def guarded(settings):
    """As in production: nothing lifts the guard."""
    settings.AUDIT_CHANGE_ALLOWED = False
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL thidua.allow_audit_change = 'off'")


def act(key="1", **more):
    return record(actor=CLERK, verb="submit", subject=("entry", key), campaign="hcmc-100", **more)


def test_a_record_says_who_for_whom_what_and_on_what():
    token = request_id.set("abcdef0123456789")
    row = AuditRecord.objects.get(pk=act(detail={"old": None, "new": Decimal("98.60"), "day": date(2025, 7, 1)}).pk)
    request_id.reset(token)
    assert (row.person_id, row.acting_unit, row.role, row.authorisation) == (7, "26740", "reporter", "12/QĐ-UBND")
    assert (row.verb, row.subject_kind, row.subject_key, row.campaign) == ("submit", "entry", "1", "hcmc-100")
    assert row.detail == '{"day":"2025-07-01","new":"98.6","old":null}'
    assert row.request_id == "abcdef0123456789"


def test_the_name_of_a_person_lives_beside_the_trail():
    act()
    act()
    assert AuditPerson.objects.get(person_id=7).name == "Nguyễn Thị A"


def test_a_system_act_names_no_person():
    row = record(actor=system_actor("sweep"), verb="seal", subject=("audit", "all"))
    assert row.person_id is None
    assert row.detail == '{"system":"sweep"}'


def test_an_instance_is_named_by_its_own_key_or_its_number():
    holiday = Holiday.objects.get(date=date(2025, 9, 2))
    assert record(actor=CLERK, verb="look", subject=holiday).subject_key == str(holiday.pk)
    holiday.audit_key = lambda: "2025-09-02"
    assert record(actor=CLERK, verb="look", subject=holiday).subject_key == "2025-09-02"


@pytest.mark.django_db(transaction=True)
def test_a_record_outside_its_act_is_refused():
    with pytest.raises(transaction.TransactionManagementError):
        act()


@pytest.mark.parametrize("statement", ["UPDATE {} SET {} = {}", "DELETE FROM {}"])
@pytest.mark.parametrize(("table", "column"), [("common_auditrecord", "verb"), ("common_auditseal", "hash")])
def test_the_trail_cannot_be_changed_or_deleted(guarded, statement, table, column):
    act()
    seal()
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table, column, "'x'"))
    assert prove().faults == []


def test_the_trail_cannot_be_changed_through_the_models(guarded):
    row = act()
    row.verb = "approve"
    for change in (row.save, row.delete, lambda: AuditRecord.objects.update(verb="approve")):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_a_row_cannot_be_replaced_or_the_table_emptied(guarded):
    row = act()
    statement = (
        "TRUNCATE common_auditrecord CASCADE"
        if connection.vendor == "postgresql"
        else f"INSERT OR REPLACE INTO common_auditrecord SELECT * FROM common_auditrecord WHERE id = {row.pk}"
    )
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_setting_alone_is_not_enough_where_a_keeper_role_exists(guarded):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no roles")
    act()
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE thidua_audit_keeper NOLOGIN")
        cursor.execute("CREATE ROLE web_of_a_test NOLOGIN")
        cursor.execute("GRANT UPDATE, SELECT ON common_auditrecord TO web_of_a_test")
        cursor.execute("SET LOCAL ROLE web_of_a_test")
        cursor.execute("SET LOCAL thidua.allow_audit_change = 'on'")
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            cursor.execute("UPDATE common_auditrecord SET verb = 'x'")
        cursor.execute("RESET ROLE")


def test_every_guard_is_in_place():
    assert missing_triggers(connection, "common_auditrecord", "common_auditseal") == []


def test_seals_are_numbered_without_gaps_and_follow_each_other():
    for key in "abc":
        act(key)
    assert seal() == 3
    act("d")
    assert seal() == 1
    assert seal() == 0
    links = list(AuditSeal.objects.order_by("number"))
    assert [link.number for link in links] == [1, 2, 3, 4]
    assert [link.previous for link in links[1:]] == [link.hash for link in links[:-1]]


def test_a_record_that_committed_late_is_still_sealed():
    late, early = act("late"), act("early")
    AuditSeal.objects.create(number=1, record=early, previous="0" * 64, hash="1" * 64)
    assert seal() == 1
    assert AuditSeal.objects.get(number=2).record_id == late.pk


def test_a_thorough_look_goes_back_without_bound(monkeypatch):
    monkeypatch.setattr("common.domain.audit._LOOK_BACK", 0)
    late, early = act("late"), act("early")
    AuditSeal.objects.create(number=1, record=early, previous="0" * 64, hash="1" * 64)
    assert seal() == 0
    assert seal(thorough=True) == 1
    assert AuditSeal.objects.get(number=2).record_id == late.pk


def test_sealing_goes_in_portions():
    for key in "abc":
        act(key)
    assert [seal(limit=2), seal(limit=2)] == [2, 1]


def sealed(*keys):
    for key in keys:
        act(key)
    seal()
    return list(AuditSeal.objects.order_by("number"))


def test_a_whole_trail_is_proven_up_to_the_head_known_outside():
    links = sealed("a", "b", "c")
    proof = prove({2: links[1].hash})
    assert proof.faults == []
    assert (proof.proven_until, proof.head_number, proof.head_hash) == (2, 3, links[2].hash)
    assert len(proof.open_points) == 2


def test_an_unsealed_tail_is_said():
    sealed("a")
    act("b")
    assert any(point.startswith("1 ") for point in prove().open_points)


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE common_auditrecord SET verb = 'approve'",
        "UPDATE common_auditrecord SET content_hash = '" + "f" * 64 + "'",
        "UPDATE common_auditseal SET hash = '" + "f" * 64 + "' WHERE number = 2",
        "UPDATE common_auditseal SET previous = '" + "f" * 64 + "' WHERE number = 2",
        "DELETE FROM common_auditseal WHERE number = 2",
    ],
)
def test_damage_is_found(damage):
    sealed("a", "b", "c")
    with connection.cursor() as cursor:
        cursor.execute(damage)
    assert prove().faults


def test_a_trail_made_anew_differs_from_the_head_known_outside():
    sealed("a", "b")
    assert prove({2: "f" * 64}).faults


def test_a_missing_end_is_seen_only_with_a_head_known_outside():
    links = sealed("a", "b", "c")
    AuditSeal.objects.filter(number=3).delete()
    assert prove().faults == []
    assert prove({3: links[2].hash}).faults


def test_a_missing_guard_is_a_fault():
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE common_auditrecord DISABLE TRIGGER common_auditrecord_kept")
        else:
            cursor.execute("DROP TRIGGER common_auditrecord_not_updated")
    assert len(prove().faults) == 1


def test_forgetting_a_name_leaves_the_chain_whole():
    links = sealed("a", "b")
    forget_name(person_id=7, actor=system_actor())
    assert AuditPerson.objects.get(person_id=7).name == ""
    assert prove({2: links[1].hash}).faults == []
    act("c")
    assert AuditPerson.objects.get(person_id=7).name == ""
