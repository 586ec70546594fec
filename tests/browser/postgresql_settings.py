"""The settings of the tests, on the database of DATABASE_URL."""

from portal.settings.base import DATABASES as DATABASES_OF_BASE
from portal.settings.test import *  # noqa: F403

# Without the pool of the real settings: the test database could not be dropped while it holds connections.
_OPTIONS = {name: value for name, value in DATABASES_OF_BASE["default"]["OPTIONS"].items() if name != "pool"}
DATABASES = {"default": {**DATABASES_OF_BASE["default"], "OPTIONS": _OPTIONS}}
