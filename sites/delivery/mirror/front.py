"""Answers from the mirrors while the fallback is switched on: the outermost WSGI application."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

from sites.delivery.copies.front import Application, Environ, StartResponse

from . import layout, signing
from .serving import Mirrors


class MirrorFirst:
    """`application`, asked only for the office and for what no mirror has, while the fallback is on."""

    def __init__(self, application: Application) -> None:
        self.application = application
        data = Path(settings.DATA_DIR)
        self._flag = str(data / layout.FLAG)
        layout.show_copies(data, Path(settings.COPIES_ROOT) if settings.COPIES_ROOT else None)
        self._mirrors = Mirrors(data, signing.is_signed)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        # One look into a folder for each request, which the kernel answers from memory.
        if os.path.exists(self._flag):
            answered = self._mirrors.answer(environ, start_response)
            if answered is not None:
                return answered
        return self.application(environ, start_response)
