"""Tells every row of the logs to the collector of the machine, as one line of JSON."""

from __future__ import annotations

import logging

from django.db import models, transaction
from django.db.models.signals import post_save

from .chain import canonical

rows = logging.getLogger("yizhan.rows")


def tell(log: str, row: dict) -> None:
    """Write a row of a log to the collector."""
    rows.info(canonical({"log": log, **row}))


def connect() -> None:
    """Mirror what Wagtail logs by itself, too."""
    from wagtail.models import ModelLogEntry, PageLogEntry

    for model in (PageLogEntry, ModelLogEntry):
        post_save.connect(_tell_log_entry, sender=model, dispatch_uid=f"mirror-{model.__name__}")


def _tell_log_entry(
    sender: type[models.Model], instance: models.Model, created: bool, **_kwargs: object
) -> None:
    if created:
        row = {
            field.attname: str(getattr(instance, field.attname)) for field in instance._meta.concrete_fields
        }
        transaction.on_commit(lambda: tell(sender.__name__, row), robust=True)
