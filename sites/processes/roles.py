"""Which programs a role consists of."""

import os
import socket
from collections.abc import Callable

from django.conf import settings
from django.core.management import call_command

from .supervisor import Program

WEB = frozenset({"all", "public", "office"})
BACKGROUND = frozenset({"all", "worker"})
# How far work in the background gives way to readers on the same machine (`nice`).
GIVES_WAY = 10
ROLES = ("all", "public", "office", "worker")


def has_web(role: str) -> bool:
    """Whether machines of this role answer requests."""
    return role in WEB


def programs(role: str, listener: socket.socket | None) -> list[Program]:
    """The programs of `role`; `listener` is the socket of the web server, where there is one."""
    found = []
    if listener is not None:
        found.append(Program("web", _web(listener)))
        if settings.COPIES_REDIS:
            found.append(Program("copies", _command("follow_expiries", listener)))
    if role in BACKGROUND:
        found += [Program(name, _background(name, listener)) for name in ("worker", "scheduler")]
    return found


def _web(listener: socket.socket) -> Callable[[], object]:
    def run() -> None:
        from .web import WebServer

        WebServer(listener).run()

    return run


def _background(name: str, listener: socket.socket | None) -> Callable[[], object]:
    command = _command(name, listener)
    if listener is None:
        return command

    def run() -> None:
        os.nice(GIVES_WAY)
        command()

    return run


def _command(name: str, listener: socket.socket | None) -> Callable[[], object]:
    def run() -> None:
        if listener is not None:
            # A worker that is finishing a task must not keep the port taken.
            listener.close()
        call_command(name)

    return run
