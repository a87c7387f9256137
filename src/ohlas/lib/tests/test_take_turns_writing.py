"""On SQLite the threads of a process write one after the other; elsewhere they need not."""

import threading

import pytest
from django.db import connection, transaction

from ohlas.lib.database import one_writer


@pytest.mark.django_db(transaction=True)
def test_a_second_writer_waits_for_the_first_on_sqlite_only():
    inside, leave, second = threading.Event(), threading.Event(), threading.Event()

    def first():
        with one_writer():
            inside.set()
            leave.wait(10)
        connection.close()

    def other():
        with one_writer():
            second.set()
        connection.close()

    threads = [threading.Thread(target=first), threading.Thread(target=other)]
    threads[0].start()
    assert inside.wait(10)
    threads[1].start()
    is_sqlite = connection.vendor == "sqlite"
    assert second.wait(0.2) is not is_sqlite
    leave.set()
    assert second.wait(10)
    for thread in threads:
        thread.join()


@pytest.mark.django_db(transaction=True)
def test_inside_a_transaction_nobody_waits():
    with one_writer(), transaction.atomic(), one_writer():
        assert connection.in_atomic_block


@pytest.mark.django_db(transaction=True)
def test_the_turn_ends_with_an_error_too():
    with pytest.raises(ZeroDivisionError), one_writer():
        raise ZeroDivisionError
    with one_writer():
        pass
