"""Counts the visits of this machine; for machines without a worker, from cron."""

from typing import Any

from django.core.management.base import BaseCommand

from sites.delivery.visits.counting import count


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        count()
