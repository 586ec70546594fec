"""One machine, plain http, nothing to set up: what `make run` starts."""

import secrets

from .base import *  # noqa: F403
from .base import DATA_DIR, LOGGING, env

PUBLIC_SCHEME = env.str("YIZHAN_SCHEME", default="http")
PUBLIC_PORT = env.int("YIZHAN_PUBLIC_PORT", default=env.int("PORT", default=8000))
WAGTAILADMIN_BASE_URL = env.str("YIZHAN_OFFICE_URL", default=f"http://localhost:{PUBLIC_PORT}")
SHOW_DESIGN = True

DEBUG = env.bool("YIZHAN_DEBUG", default=False)
LOGGING["loggers"]["yizhan.rows"]["handlers"] = ["rows"] if env.bool("YIZHAN_LOG_ROWS", default=False) else []


def _secret_key() -> str:
    """The key of this machine, made at first use and readable by its owner only."""
    path = DATA_DIR / "keys" / "secret_key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(64))
    return path.read_text()


SECRET_KEY = env.str("YIZHAN_SECRET_KEY", default="") or _secret_key()
