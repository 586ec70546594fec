"""The gate: a page becomes public, changes while it is public, and goes, only where somebody opened it.

It is closed for everybody, also for code: `sites.editorial.operations.publish` opens it for what was
approved, what provisions a site for the structure it begins with.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.core.exceptions import PermissionDenied
from django.db.models.signals import pre_delete, pre_save
from django.utils.translation import gettext as _
from wagtail.models import Page

from . import seen

_is_open: ContextVar[bool] = ContextVar("gate_is_open", default=False)


class GateClosed(PermissionDenied):
    """Somebody wanted to make a page public, or to change a public one, without review."""


@contextmanager
def opened() -> Iterator[None]:
    """Let pages pass until the block ends."""
    token = _is_open.set(True)
    try:
        yield
    finally:
        _is_open.reset(token)


def watch() -> None:
    """Stand at every door through which a page can be saved or deleted."""
    pre_save.connect(_guard, dispatch_uid="gate")
    pre_delete.connect(_guard_deletion, dispatch_uid="gate")


def _goes(page: Page, update_fields: frozenset[str] | None) -> bool:
    """Whether saving `page` would take it from the public."""
    written = update_fields is None or "live" in update_fields
    return written and page.pk is not None and Page.objects.filter(pk=page.pk, live=True).exists()


def _guard_deletion(instance: object, **_kwargs: object) -> None:
    if isinstance(instance, Page) and not _is_open.get() and instance.live:
        raise GateClosed(_("“%(title)s” is public; it goes by its withdrawal.") % {"title": instance.title})


def _guard(
    instance: object, raw: bool = False, update_fields: frozenset[str] | None = None, **_kwargs: object
) -> None:
    if (
        _is_open.get()
        or not isinstance(instance, Page)
        or not (instance.live or _goes(instance, update_fields))
    ):
        return
    if raw:
        # A dump is restored, ledger and all; `ledger verify` names what of it nobody signed.
        return
    # What readers do not see may be written at any time: which draft is the latest, who has locked the page.
    if update_fields is not None and not seen.touches(instance, update_fields):
        return
    if not instance.live:
        raise GateClosed(_("“%(title)s” is public; it goes by its withdrawal.") % {"title": instance.title})
    raise GateClosed(_("Only an approved review makes “%(title)s” public.") % {"title": instance.title})
