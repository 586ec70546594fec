"""Taking a published page down: asked for with a reason, signed by another, followed until it is gone."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.log_actions import LogContext
from wagtail.models import Page

from sites.pages import gate
from sites.pages.permissions import HOME_DEPTH
from sites.registry.admin_scope import record_at
from sites.registry.models import SiteGroup

from . import acts, bundles, public_places, recording
from .levels import CORRECTION, levels, steps
from .models.withdrawal import Withdrawal

RULES_FILE = Path(__file__).parent / "data" / "withdrawal-2026-11.toml"
# The kind that says that the text itself was wrong.
ERROR = "error"


@dataclass(frozen=True)
class Kind:
    """Why a page is withdrawn; whether a signer may do it alone, and whether readers learn nothing at all."""

    code: str
    name: str
    at_once: bool
    leaves_no_trace: bool


@cache
def _rules() -> dict:
    return tomllib.loads(RULES_FILE.read_text())


@cache
def kinds() -> dict[str, Kind]:
    return {
        row["code"]: Kind(
            row["code"], row["name"], row.get("at_once", False), row.get("leaves_no_trace", False)
        )
        for row in _rules()["kind"]
    }


def escalate_after() -> int:
    return int(_rules()["escalate_after"])


def may_request(page: Page, user) -> bool:
    return _holds(page, user, 0) or _holds(page, user, -1)


def takes_part_at(path: str, user) -> bool:
    """As `may_request`, for a list of pages: the sites of `user` are asked for once."""
    if not hasattr(user, "_withdrawal_homes"):
        codes = levels()[CORRECTION].steps
        groups = SiteGroup.objects.filter(
            role__in={steps()[codes[0]].role, steps()[codes[-1]].role}, group__user=user
        )
        user._withdrawal_homes = tuple(groups.values_list("record__site__root_page__path", flat=True))
    # A home page itself is not withdrawn.
    return any(path.startswith(home) and path != home for home in user._withdrawal_homes)


def may_decide(page: Page, user) -> bool:
    return _holds(page, user, -1)


def _holds(page: Page, user, step: int) -> bool:
    """Whether `user` takes the first (0) or the last (-1) step of a withdrawal in the site of `page`."""
    record = record_at(page.path)
    role = steps()[levels()[CORRECTION].steps[step]].role
    return bool(record and user.is_active and record.groups.filter(role=role, group__user=user).exists())


@transaction.atomic
def request(page: Page, by, kind: str, reason: str) -> Withdrawal:
    """Ask that a published page be withdrawn; a signer does it at once where the kind allows it.

    Raises:
        PermissionDenied: `by` takes no part in withdrawals of this site.
        ValidationError: the page is not public, kind or reason is missing, it was asked for already, or pages
            below it are still public.
    """
    if not may_request(page, by):
        raise PermissionDenied(_("You may not withdraw pages of this site."))
    if kind not in kinds():
        raise ValidationError(_("Choose why the page is withdrawn."))
    if not reason.strip():
        raise ValidationError(_("Write the reason of the withdrawal."))
    if page.depth <= HOME_DEPTH:
        raise ValidationError(_("A home page goes only with its site."))
    if not Page.objects.live().filter(pk=page.pk).exists():
        raise ValidationError(_("This page is not public."))
    if Page.objects.live().descendant_of(page).exists():
        raise ValidationError(_("Pages below this one are still public; withdraw them first."))
    if Withdrawal.objects.requested().filter(page_id=page.pk).exists():
        raise ValidationError(_("The withdrawal of this page was asked for already."))
    record = record_at(page.path)
    made = Withdrawal.objects.create(
        page_id=page.pk,
        site_code=record.code if record else "",
        kind=kind,
        reason=reason.strip(),
        requested_by=by,
    )
    recording.record(acts.WITHDRAWAL_REQUESTED, page, by, comment=made.reason, kind=kind)
    if kinds()[kind].at_once and may_decide(page, by):
        _carry_out(made, by)
    return made


@transaction.atomic
def sign(withdrawal: Withdrawal, by, opinion: str = "") -> None:
    """Withdraw the page.

    Raises:
        PermissionDenied: `by` is no signer of the site, or asked for it himself.
        ValidationError: it was decided already.
    """
    _require_decider(withdrawal, by)
    withdrawal.opinion = opinion.strip()
    _carry_out(withdrawal, by)


@transaction.atomic
def refuse(withdrawal: Withdrawal, by, opinion: str) -> None:
    """Leave the page where it is.

    Raises:
        PermissionDenied: as for `sign`.
        ValidationError: there is no reason, or it was decided already.
    """
    _require_decider(withdrawal, by)
    if not opinion.strip():
        raise ValidationError(_("Write why the page stays."))
    withdrawal.opinion = opinion.strip()
    _decide(withdrawal, by, Withdrawal.State.REFUSED)
    recording.record(acts.WITHDRAWAL_REFUSED, withdrawal.page, by, comment=withdrawal.opinion)


def _require_decider(withdrawal: Withdrawal, by) -> None:
    if not may_decide(withdrawal.page, by):
        raise PermissionDenied(_("Only a signer of this site decides on a withdrawal."))
    if by.pk == withdrawal.requested_by_id:
        raise PermissionDenied(_("You asked for this withdrawal; somebody else must sign it."))


def _decide(withdrawal: Withdrawal, by, state: str) -> None:
    decided = Withdrawal.objects.requested().filter(pk=withdrawal.pk)
    now = timezone.now()
    if not decided.update(state=state, decided_by=by, decided_at=now, opinion=withdrawal.opinion):
        raise ValidationError(_("This withdrawal was decided already."))


@transaction.atomic
def carry_out_for_source(page: Page, kind: str, reason: str, requested_by) -> Withdrawal:
    """Take a copy down because its source went: by itself, with a receipt of its own.

    Args:
        page: public, a copy of a page of another site.
        requested_by: whoever answers for the end of the source, or of the copy.
    """
    asked = Withdrawal.objects.requested().filter(page_id=page.pk).first()
    record = record_at(page.path)
    made = asked or Withdrawal.objects.create(
        page_id=page.pk,
        site_code=record.code if record else "",
        kind=kind,
        reason=reason,
        requested_by=requested_by,
    )
    _carry_out(made, None)
    return made


def _carry_out(withdrawal: Withdrawal, by) -> None:
    """Take the page down and begin its receipt, all in the present transaction."""
    from . import jobs, receipts

    _decide(withdrawal, by, Withdrawal.State.SIGNED)
    page = withdrawal.page.specific
    address, copies = page.full_url, list(public_places.copies(page))
    # A new version that waits there must not bring it back.
    bundles.leave(page, by)
    state = page.current_workflow_state
    if state is not None:
        state.cancel(user=by)
    recording.record(acts.WITHDRAWAL_SIGNED, page, by, comment=withdrawal.reason, kind=withdrawal.kind)
    with gate.opened(), LogContext(user=by):
        UnpublishPageAction(page, user=by).execute(skip_permission_checks=True)
    receipts.begin(withdrawal, page, address, copies)
    jobs.look_at_withdrawal.enqueue(withdrawal.pk)
