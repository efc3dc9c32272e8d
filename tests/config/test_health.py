import pytest
from django.db import DatabaseError, InterfaceError, connection

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def test_a_healthy_process_says_so_of_its_database(client):
    answer = client.get("/healthz")

    assert (answer.status_code, answer.json()) == (200, {"database": "ok"})


def test_the_answer_is_never_kept(client):
    assert "no-store" in client.get("/healthz")["Cache-Control"]


@pytest.mark.parametrize("fault", [DatabaseError, InterfaceError])
def test_a_lost_database_is_503_without_the_reason(client, fault):
    def refuse(execute, sql, params, many, context):
        raise fault("secret host name")

    with connection.execute_wrapper(refuse):
        answer = client.get("/healthz")

    assert (answer.status_code, answer.json()) == (503, {"database": "failed"})
