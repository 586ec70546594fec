"""Public addresses of sites: the registry knows the host, the deployment knows scheme and port."""

from django.conf import settings
from wagtail.models import Site

_DEFAULT_PORTS = {"http": 80, "https": 443}


def public_root(site: Site) -> str:
    """Return where citizens reach `site`, without a final slash: `http://jyj.localhost:8000`."""
    return public_root_of_host(site.hostname)


def public_root_of_host(hostname: str) -> str:
    scheme, port = settings.PUBLIC_SCHEME, settings.PUBLIC_PORT
    suffix = "" if port == _DEFAULT_PORTS[scheme] else f":{port}"
    return f"{scheme}://{hostname}{suffix}"
