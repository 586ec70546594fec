"""Starts the programs of this machine's role and keeps them running."""

import gc
import socket
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connections
from django.urls import get_resolver
from django.utils.translation import gettext as _

from sites.processes import roles
from sites.processes.addresses import announcement, answers
from sites.processes.listening import CannotListenError, listen
from sites.processes.preparation import prepare
from sites.processes.supervisor import Supervisor

CANNOT_START = 2


class Command(BaseCommand):
    help = "Runs the web server, the worker and the scheduler, as YIZHAN_ROLE says."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default=settings.LISTEN_HOST)
        parser.add_argument("--port", type=int, default=settings.LISTEN_PORT)
        parser.add_argument("--prepare", action="store_true", help="do what `prepare` does first")
        parser.add_argument("--demo", action="store_true", help="with --prepare: build the sample, once")

    def handle(self, *, host: str, port: int, prepare: bool, demo: bool, **options: Any) -> None:
        if settings.ROLE not in roles.ROLES:
            self._refuse(
                _("YIZHAN_ROLE is “%(role)s”. It must be one of: %(roles)s.")
                % {"role": settings.ROLE, "roles": ", ".join(roles.ROLES)}
            )
        listener = self._listen(host, port) if roles.has_web(settings.ROLE) else None
        if prepare:
            self._prepare(demo=demo)
        meanwhile = self._announce_when_ready(host, port) if listener else lambda: True
        self._get_ready_to_fork()
        Supervisor(roles.programs(settings.ROLE, listener), meanwhile=meanwhile).run()

    def _listen(self, host: str, port: int) -> socket.socket:
        try:
            return listen(host, port)
        except CannotListenError as error:
            self._refuse(str(error))
            raise

    def _refuse(self, sentence: str) -> None:
        self.stderr.write(sentence)
        sys.exit(CANNOT_START)

    def _prepare(self, *, demo: bool) -> None:
        prepare(self._say, demo=demo)

    def _say(self, sentence: str) -> None:
        self.stdout.write(sentence)
        self.stdout.flush()

    def _announce_when_ready(self, host: str, port: int) -> Callable[[], bool]:
        text = announcement()
        reached_at = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104

        def look() -> bool:
            if not answers(reached_at, port):
                return False
            self._say(f"\n{text}\n")
            return True

        return look

    def _get_ready_to_fork(self) -> None:
        """Load now what every child needs, and let go of what no two processes may share."""
        _ = get_resolver().url_patterns
        for connection in connections.all(initialized_only=True):
            connection.close()
            if close_pool := getattr(connection, "close_pool", None):
                close_pool()
        gc.collect()
        # Objects made so far are never looked at again, so that children go on sharing their memory.
        gc.freeze()
