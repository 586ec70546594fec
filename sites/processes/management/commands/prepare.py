"""Brings a machine to the state in which the server can start."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from sites.processes.preparation import prepare


class Command(BaseCommand):
    help = "Applies migrations and collects static files, where needed. Run it after every upgrade."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--demo", action="store_true", help="build the sample municipality, once")

    def handle(self, *, demo: bool, **options: Any) -> None:
        prepare(self.stdout.write, demo=demo)
