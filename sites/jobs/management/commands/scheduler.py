"""Starts what is due, hands over retries and rescues orphans, for as long as it runs."""

import signal
import threading
from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone

from sites.jobs import operations, queue

LOOK_FOR_LOST_EVERY = timedelta(minutes=1)


class Command(BaseCommand):
    help = "Starts scheduled jobs on time, repeats failed work and rescues work of stopped workers."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--interval", type=float, default=2.0, help="seconds between two looks")
        parser.add_argument("--once", action="store_true", help="look once, then stop")

    def handle(self, *, interval: float, once: bool, **options: Any) -> None:
        stopped = threading.Event()
        if not once:
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, lambda *_: stopped.set())
        operations.sync_jobs(timezone.now())
        looked_for_lost = timezone.now()
        while not stopped.is_set():
            close_old_connections()
            now = timezone.now()
            operations.rescue(now)
            operations.run_due_jobs(now)
            queue.hand_over_due(timezone.now())
            if now - looked_for_lost > LOOK_FOR_LOST_EVERY:
                queue.find_lost(now)
                looked_for_lost = now
            if once:
                return
            stopped.wait(interval)
