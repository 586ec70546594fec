"""Standing in: who may take a step for whom, and entering and ending a substitution."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sites.ledger.operations import append
from sites.registry.models import SiteGroup
from sites.registry.office.rights import managed_sites

from . import acts
from .models.substitution import Substitution


def principal_for(user, task, page):
    """For whom `user` may take `task` on `page` now; None when for nobody.

    A delegate may within his dates; a deputy once the step is overdue.
    """
    kinds = [Substitution.Kind.DELEGATION]
    state = page.current_workflow_task_state
    if state is not None and state.task_id == task.pk and getattr(state, "is_overdue", False):
        kinds.append(Substitution.Kind.DEPUTY)
    found = (
        Substitution.objects.effective(timezone.localdate())
        .of(user)
        .filter(kind__in=kinds, site_group__group__in=task.groups.all())
        .select_related("principal")
        .first()
    )
    return found.principal if found else None


@transaction.atomic
def enter(site_group: SiteGroup, principal, deputy, *, by, **fields):
    """Let `deputy` stand in for `principal` in one role of one site.

    Args:
        fields: kind, starts_on, ends_on and reason of the `Substitution`.

    Raises:
        PermissionDenied: `by` is neither the principal nor an administrator of the site.
        ValidationError: the principal does not hold the role, or the deputy does not belong to the site.
    """
    if by != principal and not managed_sites(by).filter(pk=site_group.record_id).exists():
        raise PermissionDenied(_("You may enter a substitution for yourself only."))
    people = get_user_model().objects.filter(is_active=True)
    if not people.filter(pk=principal.pk, groups=site_group.group_id).exists():
        raise ValidationError({"principal": _("This person does not hold this role.")})
    if not people.filter(pk=deputy.pk, groups__site_group__record=site_group.record_id).exists():
        raise ValidationError({"deputy": _("Choose somebody who holds a role in this site.")})
    made = Substitution(site_group=site_group, principal=principal, deputy=deputy, **fields)
    made.full_clean()
    made.save()
    _record(acts.SUBSTITUTION_ENTERED, made, by)
    return made


@transaction.atomic
def end(substitution: Substitution, *, by) -> None:
    """End a substitution before its time; ending it again changes nothing.

    Raises:
        PermissionDenied: `by` is neither of the two, nor an administrator of the site.
    """
    own = by in (substitution.principal, substitution.deputy)
    if not own and not managed_sites(by).filter(pk=substitution.site_group.record_id).exists():
        raise PermissionDenied(_("You may end your own substitutions only."))
    ended = Substitution.objects.filter(pk=substitution.pk, ended_at=None).update(ended_at=timezone.now())
    if ended:
        _record(acts.SUBSTITUTION_ENDED, substitution, by)


def _record(act: str, substitution: Substitution, by) -> None:
    append(
        act,
        by=by,
        subject=substitution.principal,
        site=substitution.site_group.record.code,
        detail={
            "role": substitution.site_group.role,
            "deputy": substitution.deputy.get_username(),
            "kind": substitution.kind,
            "from": str(substitution.starts_on or ""),
            "to": str(substitution.ends_on or ""),
        },
    )
