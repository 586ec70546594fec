"""Telling that a worker is gone."""

import os
import subprocess
import sys

from sites.jobs.workers import identity, is_gone, place


def test_this_process_is_not_gone():
    assert not is_gone(identity())


def test_a_process_that_ended_is_gone_even_before_anybody_collected_it():
    code = "from sites.jobs.workers import identity; print(identity())"
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    name = process.stdout.read().strip()
    # Waits for the end but leaves the dead process where it is.
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    assert is_gone(name)
    process.communicate()
    assert is_gone(name)


def test_another_process_under_the_same_number_is_not_taken_for_the_dead_one():
    assert is_gone(f"{place()}:{os.getpid()}:1")


def test_of_a_worker_on_another_machine_nothing_is_claimed():
    assert not is_gone(f"0123456789ab:{os.getpid()}:1")


def test_of_a_name_made_by_somebody_else_nothing_is_claimed():
    assert not is_gone("celery@host")
    assert not is_gone("")
    assert not is_gone(place())


def test_a_name_fits_into_the_queue():
    assert len(identity()) <= 64
