"""nginx with the shipped configuration, in front of an installation."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .installation import ROOT, Installation

SHIPPED = ROOT / "deploy" / "nginx"
# How visits are noted: at once, so that a test need not wait; as in example.conf; not at all.
AT_ONCE = "access_log {place}/visits.log yizhan_visits if=$yizhan_is_visit;"
AS_SHIPPED = "access_log {place}/visits.log yizhan_visits buffer=64k flush=10s if=$yizhan_is_visit;"
NOT_AT_ALL = "access_log off;"
MAIN = """
daemon off; pcre_jit on; pid {place}/nginx.pid; error_log {place}/error.log warn; {user}
events {{}}
http {{
    include /etc/nginx/mime.types;
    client_body_temp_path {place}/body; proxy_temp_path {place}/proxy; fastcgi_temp_path {place}/fastcgi;
    uwsgi_temp_path {place}/uwsgi; scgi_temp_path {place}/scgi;
    include {place}/maps.conf;
    {noted}
    upstream yizhan {{ server 127.0.0.1:{behind}; }}
    server {{ listen 127.0.0.1:{port}; include {place}/site.conf; }}
}}
"""


@contextmanager
def nginx_before(installation: Installation, place: Path, port: int, noted: str = AT_ONCE) -> Iterator[None]:
    """nginx with the shipped configuration, in front of an installation."""
    data = installation.environment["YIZHAN_DATA"]
    for file in SHIPPED.glob("*.conf"):
        text = file.read_text().replace("/etc/nginx/yizhan/", f"{place}/").replace("/srv/yizhan/var", data)
        (place / file.name).write_text(text)
    user = "user root;" if os.geteuid() == 0 else ""
    written = noted.format(place=place)
    main = MAIN.format(place=place, behind=installation.port, port=port, user=user, noted=written)
    (place / "nginx.conf").write_text(main)
    server = subprocess.Popen(["nginx", "-c", str(place / "nginx.conf"), "-e", str(place / "error.log")])
    try:
        yield
    finally:
        server.send_signal(signal.SIGQUIT)
        server.wait(timeout=30)
