"""Records every role and post given and taken, and every account locked, by whatever door: the office, a
command, code."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.auth.models import Group
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from django.dispatch import receiver
from wagtail.log_actions import get_active_log_context

from sites.accounts.models import User
from sites.ledger.operations import append

from . import acts
from .models import Administrator, SiteGroup

ACTS = {"post_add": acts.GRANTED, "post_remove": acts.REVOKED, "pre_clear": acts.REVOKED}


@receiver(m2m_changed, sender=User.groups.through)
def record_roles(
    sender: type,
    instance: User | Group,
    action: str,
    reverse: bool,
    pk_set: set[int] | None,
    **_kwargs: object,
) -> None:
    if action not in ACTS:
        return
    by = get_active_log_context().user
    for user, group in _pairs(instance, reverse, pk_set):
        role = SiteGroup.objects.filter(group=group).select_related("record").first()
        site, code = (role.record.code, role.role) if role else ("", "")
        append(ACTS[action], by=by, subject=user, site=site, detail={"group": group.name, "role": code})


def _pairs(instance: User | Group, reverse: bool, keys: set[int] | None) -> Iterator[tuple[User, Group]]:
    """Who is in which group; `keys` is None when all are taken away at once."""
    if reverse:
        users = instance.user_set.all() if keys is None else User.objects.filter(pk__in=keys)
        yield from ((user, instance) for user in users.order_by("pk"))
    else:
        groups = instance.groups.all() if keys is None else Group.objects.filter(pk__in=keys)
        yield from ((instance, group) for group in groups.order_by("pk"))


@receiver(post_save, sender=Administrator)
def record_appointment(sender: type, instance: Administrator, **_kwargs: object) -> None:
    _record(acts.APPOINTED, instance.user, post=instance.post)


@receiver(post_delete, sender=Administrator)
def record_dismissal(sender: type, instance: Administrator, **_kwargs: object) -> None:
    _record(acts.DISMISSED, instance.user, post=instance.post)


@receiver(pre_save, sender=User)
def remember_whether_locked(
    sender: type, instance: User, update_fields: frozenset[str] | None, **_kwargs: object
) -> None:
    if update_fields is None or "is_active" in update_fields:
        before = User.objects.filter(pk=instance.pk).values_list("is_active", flat=True).first()
        instance._was_active = instance.is_active if before is None else before


@receiver(post_save, sender=User)
def record_lock(sender: type, instance: User, **_kwargs: object) -> None:
    if instance.__dict__.pop("_was_active", instance.is_active) != instance.is_active:
        _record(acts.ACCOUNT_UNLOCKED if instance.is_active else acts.ACCOUNT_LOCKED, instance)


def _record(act: str, about: User, **detail: object) -> None:
    append(act, by=get_active_log_context().user, subject=about, detail=detail)
