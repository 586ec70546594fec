"""As for all tests, with a database in a file, opened as an installation opens it."""

import os
from pathlib import Path

from portal.settings import base
from portal.settings.test import *  # noqa: F403

DATA_DIR = Path(os.environ["YIZHAN_DATA"])
DATABASES = {"default": {**base.DATABASES["default"], "NAME": DATA_DIR / "prepared.sqlite3"}}
