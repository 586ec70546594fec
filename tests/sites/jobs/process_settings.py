"""The least an installation needs to run background work: for tests that start real processes."""

import os
from pathlib import Path

SECRET_KEY = "only-for-tests"
DATA_DIR = Path(os.environ["YIZHAN_DATA"])
INSTALLED_APPS = [
    "tests.sites.jobs.probe",
    "sites.jobs",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA_DIR / "jobs.sqlite3",
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL;",
        },
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

TASKS_BACKEND = os.environ.get("TASKS_BACKEND", "database")
TASKS = {
    "default": {
        "BACKEND": {
            "database": "django_tasks_db.DatabaseBackend",
            "rq": "django_tasks_rq.RQBackend",
            "celery": "sites.jobs.celery_backend.CeleryBackend",
        }[TASKS_BACKEND]
    }
}
REDIS_URL = os.environ.get("REDIS_URL", "")
if TASKS_BACKEND == "rq":
    INSTALLED_APPS.append("django_rq")
    RQ_QUEUES = {"default": {"URL": REDIS_URL}}
