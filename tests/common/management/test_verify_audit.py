import pytest
from django.core.management import CommandError, call_command

from common.actors import system_actor
from common.domain.audit import record, seal
from common.jobs import seal_audit
from common.models import AuditRecord, AuditSeal

pytestmark = pytest.mark.django_db


@pytest.fixture
def head():
    record(actor=system_actor(), verb="try", subject=("thing", "1"))
    seal()
    link = AuditSeal.objects.get()
    return f"{link.number}:{link.hash}"


def test_a_whole_trail_prints_the_head_to_note_down(head, capsys):
    call_command("verify_audit", "--head", head)
    assert head in capsys.readouterr().out


def test_a_broken_trail_ends_with_an_error(head):
    AuditRecord.objects.update(verb="other")
    with pytest.raises(CommandError, match="1"):
        call_command("verify_audit")


@pytest.mark.parametrize("text", ["x:y", "1", f"1:{'f' * 63}"])
def test_a_head_that_is_none_is_refused(text):
    with pytest.raises(CommandError):
        call_command("verify_audit", "--head", text)


def test_the_job_seals_what_is_open():
    record(actor=system_actor(), verb="try", subject=("thing", "1"))
    assert seal_audit() == 1
