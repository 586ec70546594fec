"""Records every role given and taken, by whatever door: the office, a command, code."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.auth.models import Group
from django.db.models.signals import m2m_changed
from django.dispatch import receiver
from wagtail.log_actions import get_active_log_context

from sites.accounts.models import User
from sites.ledger.operations import append

from . import acts
from .models import SiteGroup

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
