"""Keeps the three administrators apart from each other and from the sites, by whatever door a right is given.

The database refuses the same (migration 0005); here it is told in a sentence.
"""

from __future__ import annotations

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db.models.signals import m2m_changed
from django.dispatch import receiver
from django.utils.translation import gettext as _

from sites.accounts.models import User

from .models import Administrator


def reason_against_post(user: User) -> str:
    """Why `user` may hold no post; empty when nothing speaks against it."""
    held = Administrator.objects.filter(user=user).first()
    if held:
        return _("%(person)s is %(post)s already; nobody holds two posts.") % {
            "person": user,
            "post": held.post_name,
        }
    if not user.is_active:
        return _("The account of %(person)s is locked.") % {"person": user}
    if user.is_superuser:
        return _("%(person)s is a superuser and may do everything; an administrator may not.") % {
            "person": user
        }
    roles = "、".join(user.groups.order_by("name").values_list("name", flat=True))
    if roles:
        return _("%(person)s holds roles in sites (%(roles)s); take them first.") % {
            "person": user,
            "roles": roles,
        }
    return ""


@receiver(m2m_changed, sender=User.groups.through)
def refuse_roles_of_administrators(
    sender: type,
    instance: User | Group,
    action: str,
    reverse: bool,
    pk_set: set[int] | None,
    **_kwargs: object,
) -> None:
    """Refuse a group for an administrator.

    Raises:
        ValidationError: says whose post stands against it.
    """
    if action != "pre_add":
        return
    # Whoever appoints locks the same row first, so that neither overlooks the other.
    people = User.objects.select_for_update().filter(pk__in=pk_set if reverse else [instance.pk])
    keys = [person.pk for person in people.only("pk").order_by("pk")]
    for held in Administrator.objects.filter(user__in=keys).select_related("user"):
        raise ValidationError(
            _("%(person)s is %(post)s of the installation and holds no role in a site.")
            % {"person": held.user, "post": held.post_name}
        )
