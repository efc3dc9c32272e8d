import threading

import pytest
from django.db import OperationalError, connection, connections, transaction

from common.locks import advisory_lock


@pytest.mark.both
@pytest.mark.django_db
def test_a_lock_lasts_for_a_transaction_and_can_be_taken_twice_by_its_holder():
    with advisory_lock("campaign:1"):
        assert connection.in_atomic_block
        with advisory_lock("campaign:1", shared=True):
            assert connection.in_atomic_block


def _tries_in_another_connection(key):
    answers = []

    def attempt():
        try:
            with transaction.atomic():
                with connection.cursor() as cursor:
                    cursor.execute("SET LOCAL lock_timeout = '200ms'")
                with advisory_lock(key):
                    answers.append(True)
        except OperationalError:
            answers.append(False)
        connections.close_all()

    thread = threading.Thread(target=attempt)
    thread.start()
    thread.join()
    return answers[0]


@pytest.mark.django_db(transaction=True)
def test_a_lock_keeps_others_out_until_the_transaction_ends():
    if connection.vendor != "postgresql":
        pytest.skip("on SQLite the transaction itself is the lock")
    with advisory_lock("campaign:1"):
        assert not _tries_in_another_connection("campaign:1")
        assert _tries_in_another_connection("campaign:2")
    assert _tries_in_another_connection("campaign:1")


@pytest.mark.django_db(transaction=True)
def test_shared_holders_keep_out_only_the_exclusive_one():
    if connection.vendor != "postgresql":
        pytest.skip("on SQLite the transaction itself is the lock")
    with advisory_lock("campaign:1", shared=True):
        assert not _tries_in_another_connection("campaign:1")
