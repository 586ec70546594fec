"""Leaders who sign by links: registering and removing them, and keeping their accounts out of the office."""

from __future__ import annotations

import secrets

from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models.signals import m2m_changed
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext as _

from sites.accounts.models import User
from sites.ledger.operations import append
from sites.registry.models import SiteRecord
from sites.registry.office.rights import ROLES

from . import acts
from .models.signing import Obstacle, Signatory


def may_register(user) -> bool:
    """Whether `user` registers signatories: only who gives roles in all sites and takes part in none.

    Whoever registers one names the address to which the codes go. An administrator of a site, who writes
    texts, could so sign his own.
    """
    return bool(user.has_perm(ROLES))


def signs_for(user, task) -> bool:
    """Whether `user` is a standing signatory of the site to which the sign-off step `task` belongs."""
    signatory = getattr(user, "signatory", None)
    if signatory is None or signatory.removed_at is not None:
        return False
    return bool(task.groups.filter(site_group__record=signatory.record_id).exists())


@transaction.atomic
def register(record: SiteRecord, *, by, name: str, post: str, email: str, mobile: str = "") -> Signatory:
    """Let somebody without an account sign texts of a site by links.

    Args:
        email: where codes go with the mail channel; nobody else may read it.
        mobile: where codes go with a channel of short messages.

    Raises:
        PermissionDenied: `by` does not register signatories.
        ValidationError: something is missing, or the address is that of a member of staff or of another
            signatory of the site.
    """
    if not may_register(by):
        raise PermissionDenied(_("This is for the security administrator."))
    colleague = User.objects.filter(email__iexact=email, is_active=True).first()
    if colleague is not None:
        # By two accounts one person would count as two.
        sentence = _("%(person)s has an account with this address; give that account the role instead.")
        raise ValidationError({"email": sentence % {"person": colleague}})
    if Signatory.objects.standing().filter(record=record, email__iexact=email).exists():
        raise ValidationError({"email": _("A signatory of this site has this address already.")})
    made = Signatory(
        record=record, name=name.strip(), post=post.strip(), email=email, mobile=mobile, registered_by=by
    )
    made.full_clean(exclude=["user"])
    made.user = User(username=f"signatory-{secrets.token_hex(6)}", name=made.name, is_active=False)
    made.user.set_unusable_password()
    made.user.save()
    made.save()
    _record(acts.SIGNATORY_REGISTERED, made, by)
    return made


@transaction.atomic
def remove(signatory: Signatory, *, by) -> None:
    """End that somebody signs by links; his open links are void. Removing him again changes nothing.

    Raises:
        PermissionDenied: `by` does not register signatories.
    """
    from . import sign_links

    if not may_register(by):
        raise PermissionDenied(_("This is for the security administrator."))
    if Signatory.objects.standing().filter(pk=signatory.pk).update(removed_at=timezone.now()):
        _record(acts.SIGNATORY_REMOVED, signatory, by)
        for link in signatory.links.open():
            sign_links.void(link, Obstacle.REMOVED, by)


def masked(address: str) -> str:
    """Enough of a mail address or telephone number to know one's own by: z***@example.com, 138****0001."""
    name, at, host = address.partition("@")
    return f"{name[:1]}***@{host}" if at else f"{address[:3]}****{address[-4:]}"


def _record(act: str, signatory: Signatory, by) -> None:
    append(
        act,
        by=by,
        subject=signatory.user,
        site=signatory.record.code,
        detail={"post": signatory.post, "e-mail": masked(signatory.email)},
    )


@receiver(m2m_changed, sender=User.groups.through)
def refuse_roles_of_signatories(
    sender: type,
    instance: User | Group,
    action: str,
    reverse: bool,
    pk_set: set[int] | None,
    **_kwargs: object,
) -> None:
    """Refuse a role for the account of a signatory: it would lead into the office.

    Raises:
        ValidationError: says whose account it is.
    """
    if action != "pre_add":
        return
    accounts = pk_set if reverse else [instance.pk]
    for signatory in Signatory.objects.filter(user__in=accounts or ()):
        raise ValidationError(
            _("%(person)s signs by links only; the account gets no role.") % {"person": signatory.name}
        )
