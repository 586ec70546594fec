"""What the tests run with: the shared settings, fast passwords, files in a temporary place."""

import tempfile
from pathlib import Path

from .base import *  # noqa: F403
from .base import LOGGING

SECRET_KEY = "only-for-tests"
PUBLIC_SCHEME = "http"
PUBLIC_PORT = 80
EXTRA_HOSTS = frozenset({"testserver"})
SHOW_DESIGN = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WAGTAILADMIN_BASE_URL = "http://testserver"
DATA_DIR = Path(tempfile.mkdtemp(prefix="yizhan-test-"))
MEDIA_ROOT = DATA_DIR / "media"
# Most tests undo what they wrote, which no copy would hear of.
COPIES_ROOT = ""
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATABASES = {
    "default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"},
}
AXES_ENABLED = False
LOGGING["loggers"]["yizhan.rows"]["handlers"] = []
# Whitenoise looks for the folder when a client starts; tests serve no collected files.
STATIC_ROOT = DATA_DIR
