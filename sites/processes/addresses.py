"""Where the running installation is reached."""

import http.client
from pathlib import Path

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from wagtail.models import Site

DEFAULT_PORTS = {"http": 80, "https": 443}


def public_address(hostname: str) -> str:
    """How citizens reach `hostname` from outside, without a path."""
    scheme, port = settings.PUBLIC_SCHEME, settings.PUBLIC_PORT
    suffix = "" if DEFAULT_PORTS.get(scheme) == port else f":{port}"
    return f"{scheme}://{hostname}{suffix}"


def announcement() -> str:
    """What the person who starts the server is told: each site, the office, the demo accounts."""
    lines = [_("Yizhan is running. Press Ctrl+C to stop it."), ""]
    sites = Site.objects.order_by("-is_default_site", "pk")
    lines += [_("Sites")] + [
        f"  {public_address(site.hostname)}/  {site.site_name}".rstrip() for site in sites
    ]
    if office := _office():
        lines += [_("Office"), f"  {office}"]
    accounts = Path(settings.DATA_DIR) / "demo-accounts.txt"
    if accounts.exists():
        lines += [_("Demo accounts"), f"  {accounts}"]
    return "\n".join(lines)


def _office() -> str:
    """The address of Wagtail's admin; empty where this role has none."""
    try:
        path = reverse("wagtailadmin_home")
    except NoReverseMatch:
        return ""
    return f"{settings.WAGTAILADMIN_BASE_URL}{path}"


def answers(host: str, port: int) -> bool:
    """Whether a web server answers here, whatever it says."""
    connection = http.client.HTTPConnection(host, port, timeout=2)
    try:
        connection.request("GET", "/healthz")
        connection.getresponse().read()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True
