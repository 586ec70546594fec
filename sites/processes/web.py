"""The web server: gunicorn with threads, on a socket that the supervisor holds."""

import os
import socket
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string
from gunicorn.app.base import BaseApplication

REQUEST_TIMEOUT = 120
END_WITHIN = 20


class WebServer(BaseApplication):
    """Gunicorn, told everything here: no configuration file and no command line is read."""

    def __init__(self, listener: socket.socket) -> None:
        self.listener = listener
        super().__init__()

    def load_config(self) -> None:
        options = {
            "bind": f"fd://{self.listener.fileno()}",
            "worker_class": "gthread",
            "workers": settings.WEB_WORKERS,
            "threads": settings.WEB_THREADS,
            "preload_app": True,
            "timeout": REQUEST_TIMEOUT,
            "graceful_timeout": END_WITHIN,
            "keepalive": 15,
            "loglevel": "warning",
            "control_socket_disable": True,
            # The proxy in front of it is trusted by the settings that name it, not by gunicorn.
            "forwarded_allow_ips": "",
            "proc_name": "yizhan",
        }
        if os.path.isdir("/dev/shm"):  # noqa: S108 - gunicorn makes a file of its own in it
            options["worker_tmp_dir"] = "/dev/shm"  # noqa: S108
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        return import_string(settings.WSGI_APPLICATION)
