"""A server behind a reverse proxy that ends TLS."""

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403
from .base import CONTENT_SECURITY_POLICY, OFFICE_CONTENT_SECURITY_POLICY, env

SHOW_DESIGN = False

SECRET_KEY = env.str("YIZHAN_SECRET_KEY", default="")
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "Set YIZHAN_SECRET_KEY, or YIZHAN_SECRET_KEY_FILE to a file that holds it (docs/operations.md)."
    )

SECURE_SSL_REDIRECT = env.bool("YIZHAN_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = env.int("YIZHAN_HSTS_SECONDS", default=63_072_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
# New dictionaries: those of the shared settings are also those of development and tests.
CONTENT_SECURITY_POLICY, OFFICE_CONTENT_SECURITY_POLICY = (
    {"DIRECTIVES": {**policy["DIRECTIVES"], "upgrade-insecure-requests": True}}
    for policy in (CONTENT_SECURITY_POLICY, OFFICE_CONTENT_SECURITY_POLICY)
)
