"""Leaves out, while hundreds of pages are made in a row, what is done again for every save."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from django.db.models import Field, ForeignKey, Model
from django.db.models.signals import post_save
from modelsearch import index
from modelsearch.signal_handlers import post_save_signal_handler
from wagtail.admin import signal_handlers as mail
from wagtail.models import PageLogEntry, TaskState, WorkflowState
from wagtail.signal_handlers import disable_reference_index_auto_update
from wagtail.signals import task_submitted, workflow_approved, workflow_submitted

from sites.delivery.copies.changes import all_at_once
from sites.editorial.after_publication import STEPS

_MAILS = (
    (task_submitted, TaskState, "group_approval_task_submitted_email_notification"),
    (workflow_submitted, WorkflowState, "workflow_state_submitted_email_notification"),
    (workflow_approved, WorkflowState, "workflow_state_approved_email_notification"),
)
_RECORDS = (PageLogEntry, TaskState, WorkflowState)
_YOUNG_OBJECTS = 50_000


@contextmanager
def haste() -> Iterator[None]:
    """Everything below together. The acts of the review themselves are never shortened."""
    with ExitStack() as stack:
        for part in _PARTS:
            stack.enter_context(part())
        yield


@contextmanager
def _no_search_tasks() -> Iterator[None]:
    """One indexing at the end does for all. (References need none: publishing writes those of its page.)"""
    models = index.get_indexed_models()
    for model in models:
        post_save.disconnect(post_save_signal_handler, sender=model)
    try:
        yield
    finally:
        for model in models:
            post_save.connect(post_save_signal_handler, sender=model)


@contextmanager
def _no_mails() -> Iterator[None]:
    """Nobody is told about a past that is made up."""
    for signal, sender, name in _MAILS:
        signal.disconnect(sender=sender, dispatch_uid=name)
    try:
        yield
    finally:
        mail.register_signal_handlers()


@contextmanager
def _no_steps_after_publication() -> Iterator[None]:
    """Nobody serves the pages yet, and one indexing at the end does for all."""
    steps = dict(STEPS)
    STEPS.clear()
    try:
        yield
    finally:
        STEPS.update(steps)


@contextmanager
def _trusted_rows() -> Iterator[None]:
    """What was read a moment ago is not looked up again to see whether it is there.

    Wagtail validates its own records of workflow and log at each of a dozen saves per page, and with every
    page each row it refers to: together a quarter of the time.
    """

    def trust(_record: object, *_args: object, **_kwargs: object) -> None:
        """In the place of `full_clean`."""

    def validate_no_row(field: ForeignKey, value: object, record: Model) -> None:
        """In the place of `ForeignKey.validate`: all of it but the query."""
        if not field.remote_field.parent_link:
            Field.validate(field, value, record)

    validate_reference = ForeignKey.validate
    ForeignKey.validate = validate_no_row  # type: ignore[assignment,method-assign]
    for model in _RECORDS:
        model.full_clean = trust  # type: ignore[method-assign]
    try:
        yield
    finally:
        ForeignKey.validate = validate_reference  # type: ignore[method-assign]
        for model in _RECORDS:
            # What they inherit comes to light again.
            del model.full_clean


@contextmanager
def _rare_gc() -> Iterator[None]:
    """What is there already is not searched for garbage over and over."""
    thresholds = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG_OBJECTS, *thresholds[1:])
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)
        gc.unfreeze()


_PARTS = (
    all_at_once,
    _no_search_tasks,
    disable_reference_index_auto_update,
    _no_mails,
    _no_steps_after_publication,
    _trusted_rows,
    _rare_gc,
)
