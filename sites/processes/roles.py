"""Which programs a role consists of."""

import socket
from collections.abc import Callable

from django.core.management import call_command

from .supervisor import Program

WEB = frozenset({"all", "public", "office"})
BACKGROUND = frozenset({"all", "worker"})
ROLES = ("all", "public", "office", "worker")


def has_web(role: str) -> bool:
    """Whether machines of this role answer requests."""
    return role in WEB


def programs(role: str, listener: socket.socket | None) -> list[Program]:
    """The programs of `role`; `listener` is the socket of the web server, where there is one."""
    found = []
    if listener is not None:
        found.append(Program("web", _web(listener)))
    if role in BACKGROUND:
        found.append(Program("worker", lambda: call_command("worker")))
        found.append(Program("scheduler", lambda: call_command("scheduler")))
    return found


def _web(listener: socket.socket) -> Callable[[], object]:
    def run() -> None:
        from .web import WebServer

        WebServer(listener).run()

    return run
