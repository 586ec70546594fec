"""Keeps the answer to "which pages use this document?" true from the moment of publication."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from wagtail.models import Page, ReferenceIndex
from wagtail.signals import page_published


@receiver(page_published, dispatch_uid="sites_media_references")
def record_references(instance: Page, **kwargs: Any) -> None:
    """Wagtail leaves this to a background task; until it ran, attachments would answer 404."""
    ReferenceIndex.create_or_update_for_object(instance)
