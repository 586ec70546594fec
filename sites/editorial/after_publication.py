"""What follows a publication: steps that other rooms register, each tracked, retried and shown when it fails.

A room that has something to do for each page that became public puts a function decorated with
`after_publication` into its module `publication_steps.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules
from wagtail.models import Page, Revision

from sites.jobs.background import BackgroundTask, background_task
from sites.pages.models import GovPage

Step = Callable[[GovPage], object]

STEPS: dict[str, BackgroundTask[[int, int]]] = {}


def after_publication(
    code: str, title: str | Promise, **attempts: Any
) -> Callable[[Step], BackgroundTask[[int, int]]]:
    """Have a function called in the background for each page that became public.

    It gets the page as it is public, and is not called when that version is public no more: a later one has
    steps of its own. It must be idempotent: it may be cut off anywhere and called again.

    Args:
        code: name of the step, unique in the installation.
        title: what the office calls it in its list of background work.
        attempts: how often and how long it is tried, as `background_task` takes them.

    Raises:
        ImproperlyConfigured: another step has this code.
    """

    def register(step: Step) -> BackgroundTask[[int, int]]:
        @wraps(step)
        def run(page_id: int, revision_id: int) -> None:
            page = Page.objects.live().filter(pk=page_id, live_revision=revision_id).first()
            if page is not None:
                step(page.specific)

        task = background_task(title=title, **attempts)(run)
        if STEPS.setdefault(code, task) is not task:
            raise ImproperlyConfigured(f"The step after publication {code} is registered twice.")
        return task

    return register


def enqueue(page: Page, revision: Revision) -> None:
    """Note each step as work to be done, in the transaction that makes `revision` public."""
    for task in STEPS.values():
        task.enqueue(page.pk, revision.pk)


def discover() -> None:
    autodiscover_modules("publication_steps")
