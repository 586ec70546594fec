"""The port that citizens' requests arrive at."""

import errno
import os
import socket

from django.utils.translation import gettext as _

BACKLOG = 1024


class CannotListenError(Exception):
    """The port cannot be listened on; the message says why, for the person who starts the server."""


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens on `host` and `port`, held while web servers come and go.

    Raises `CannotListenError`.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    # What Django answers is sent in two parts. Without this the second waits 40 ms for a reader who says that
    # he has the first; connections have it from the socket they arrive at.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        listener.bind((host, port))
        listener.listen(BACKLOG)
    except (OSError, OverflowError) as error:
        listener.close()
        raise CannotListenError(_reason(host, port, error)) from error
    return listener


def _reason(host: str, port: int, error: OSError | OverflowError) -> str:
    if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
        return _(
            "Port %(port)s of %(host)s is taken by another program. "
            "Stop that program, or choose another port: make run PORT=8080."
        ) % {"host": host, "port": port}
    if isinstance(error, OverflowError):
        reason = _("a port is a number from 1 to 65535")
    else:
        reason = os.strerror(error.errno) if error.errno else str(error)
    return _("Address %(host)s:%(port)s cannot be listened on: %(reason)s.") % {
        "host": host,
        "port": port,
        "reason": reason,
    }
