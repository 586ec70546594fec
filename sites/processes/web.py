"""The web server: granian with processes and threads, on a socket that the supervisor holds."""

import socket
from typing import Any, cast

from django.conf import settings
from django.utils.module_loading import import_string
from granian._granian import SocketHolder
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.mp import MPServer

from .listening import BACKLOG

END_WITHIN = 20
# A client may take this long to say what it asks for.
HEADERS_WITHIN = 15


class WebServer(MPServer):
    """Granian, told everything here: no configuration file and no command line is read."""

    def __init__(self, listener: socket.socket) -> None:
        super().__init__(
            settings.WSGI_APPLICATION,
            interface=Interfaces.WSGI,
            http=HTTPModes.http1,
            http1_settings=HTTP1Settings(header_read_timeout=HEADERS_WITHIN * 1000),
            websockets=False,
            workers=settings.WEB_WORKERS,
            blocking_threads=settings.WEB_THREADS,
            log_level=LogLevels.warning,
            respawn_failed_workers=True,
            workers_kill_timeout=END_WITHIN,
        )
        self.listener = listener

    def run(self) -> None:
        """Serve until SIGTERM; ends when one of the processes does, so that the supervisor begins anew."""
        # Loaded before the processes are forked: at once in every one of them, and stored once.
        application = import_string(settings.WSGI_APPLICATION)
        self.serve(target_loader=lambda: application, wrap_loader=False)

    def _init_shared_socket(self) -> None:
        # Granian would open a socket of its own for each process, and nobody would hear that a port is taken.
        self._ssp, self._sso = None, None
        # Its stubs leave out the arguments: number of the file, whether it has a name there, backlog.
        self._shd: Any = cast("Any", SocketHolder)(self.listener.fileno(), False, BACKLOG)
