"""Follows what other machines publish, so that no outdated copy stays on this one."""

from typing import Any

from django.core.management.base import BaseCommand

from sites.delivery.copies.machines import follow
from sites.delivery.copies.store import store


class Command(BaseCommand):
    help = "Takes away copies that other machines found outdated (YIZHAN_COPIES_REDIS)."

    def handle(self, *args: Any, **options: Any) -> None:
        place = store()
        if place is not None:
            follow(place)
