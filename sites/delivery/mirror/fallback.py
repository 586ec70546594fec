"""`python -m sites.delivery.mirror.fallback on|off|status|serve`: has citizens read the mirrors, and back.

Standard library only, and no settings are loaded: whoever runs this does so because something is broken.
"""

from __future__ import annotations

import gettext
import os
import signal
import socket
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path
from socketserver import TCPServer, ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIServer, make_server

from . import layout
from .manifest import Manifest
from .serving import Environ, Mirrors, StartResponse

# The whole country has one time, without a summer time.
BEIJING = timezone(timedelta(hours=8))
ROOT = Path(__file__).resolve().parents[3]
_ = gettext.translation("django", ROOT / "sites/delivery/locale", ["zh_Hans"], fallback=True).gettext


def variable(name: str, default: str) -> str:
    """A variable as the settings read it: from the environment, `.env` or the file `<NAME>_FILE`."""
    known = {**_dot_env(), **os.environ}
    if file := known.get(f"{name}_FILE"):
        return Path(file).read_text().strip()
    return known.get(name, default)


def _dot_env() -> dict[str, str]:
    file = ROOT / ".env"
    lines = file.read_text().splitlines() if file.exists() else []
    pairs = [line.removeprefix("export ").partition("=") for line in lines if not line.startswith("#")]
    return {name.strip(): value.strip().strip("\"'") for name, equals, value in pairs if equals}


def data_folder() -> Path:
    return Path(variable("YIZHAN_DATA", str(ROOT / "var"))).resolve()


def copies_folder(data: Path) -> Path | None:
    folder = variable("YIZHAN_COPIES", str(data / "copies"))
    return Path(folder) if folder else None


def mirrors_of(data: Path) -> list[Manifest]:
    """The manifests of the mirrors that would be read; one that cannot be read is reported."""
    found = []
    for current in sorted((data / layout.MIRRORS).glob(f"*/{layout.CURRENT}")):
        try:
            found.append(Manifest.read(current))
        except (OSError, ValueError) as error:
            words = {"folder": current, "error": error}
            print(_("The mirror in %(folder)s cannot be read: %(error)s") % words)
    return found


def switch_on(data: Path) -> int:
    """Have citizens read the mirrors. Returns the exit status: 1 when there are none."""
    mirrors = mirrors_of(data)
    if not mirrors:
        words: dict[str, object] = {"folder": data / layout.MIRRORS}
        print(_("There is no static mirror in %(folder)s. Nothing was switched.") % words)
        return 1
    layout.switch_on(data, copies_folder(data))
    print(_("Citizens now read the static mirrors; the office stays open. Back: make static-fallback-off"))
    _tell_of(mirrors)
    if not _answers():
        print(_("The program does not answer. Without nginx, start the emergency server: make static-serve"))
    return 0


def switch_off(data: Path) -> int:
    layout.switch_off(data, copies_folder(data))
    print(_("Citizens read the websites themselves again."))
    return 0


def status(data: Path) -> int:
    print(
        _("Citizens read the static mirrors.")
        if layout.is_on(data)
        else _("Citizens read the websites themselves.")
    )
    _tell_of(mirrors_of(data))
    return 0


def serve(data: Path) -> int:
    """Answer from the mirrors at the installation's own address until Ctrl+C, in the place of the program."""
    host, port = _address()
    mirrors = Mirrors(data)

    def application(environ: Environ, start_response: StartResponse) -> Any:
        answered = mirrors.answer(environ, start_response)
        if answered is None:
            start_response("503 Service Unavailable", [("Content-Length", "0"), ("Retry-After", "60")])
            return []
        return answered

    try:
        server = make_server(host, port, application, _Server)
    except OSError as error:
        words = {"port": port, "error": error}
        print(_("Port %(port)s cannot be used: %(error)s. Is the program still running?") % words)
        return 1
    # Whoever starts it in the background has it ignore Ctrl+C; service managers ask by SIGTERM.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    print(_("The static mirrors are served at port %(port)s. Ctrl+C ends it.") % {"port": port}, flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.server_close()
    return 0


class _Server(ThreadingMixIn, WSGIServer):
    """As many requests at a time as come."""

    daemon_threads = True

    def server_bind(self) -> None:
        # The base class looks up the machine's own name, which may take long just now.
        TCPServer.server_bind(self)
        self.server_name, self.server_port = str(self.server_address[0]), self.server_address[1]
        self.setup_environ()


def _tell_of(mirrors: list[Manifest]) -> None:
    for mirror in mirrors:
        made = datetime.fromisoformat(mirror.made_at).astimezone(BEIJING).strftime("%Y-%m-%d %H:%M")
        words = {"host": mirror.host, "time": made, "pages": mirror.pages}
        print(_("%(host)s: made %(time)s, %(pages)d pages") % words)


def _address() -> tuple[str, int]:
    return variable("YIZHAN_HOST", "127.0.0.1"), int(variable("PORT", "8000"))


def _answers() -> bool:
    try:
        socket.create_connection(_address(), timeout=2).close()
    except OSError:
        return False
    return True


COMMANDS = {"on": switch_on, "off": switch_off, "status": status, "serve": serve}

if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in COMMANDS:
        sys.exit("python -m sites.delivery.mirror.fallback on|off|status|serve")
    sys.exit(COMMANDS[sys.argv[1]](data_folder()))
