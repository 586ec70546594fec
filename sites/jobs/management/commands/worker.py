"""Starts the worker of whichever queue is configured."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from sites.jobs.workers import identity


class Command(BaseCommand):
    help = "Runs background work from the queue that TASKS_BACKEND names."

    def handle(self, **options: Any) -> None:
        start = {"database": self.database, "rq": self.rq, "celery": self.celery}.get(settings.TASKS_BACKEND)
        if start is None:
            raise CommandError(f"TASKS_BACKEND={settings.TASKS_BACKEND} has no worker")
        start()

    def database(self) -> None:
        # The worker's name lets the scheduler see when it is gone.
        call_command("db_worker", worker_id=identity(), startup_delay=False, reload=False)

    def rq(self) -> None:
        call_command("rqworker", "default", job_class="django_tasks_rq.Job")

    def celery(self) -> None:
        from sites.jobs.celery_app import app

        app.worker_main(["worker", "--loglevel=INFO", "--concurrency=2", "--without-mingle"])
