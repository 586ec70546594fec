"""Signing by a link: making one, sending its code, deciding with it; each link signs one version, once."""

from __future__ import annotations

import datetime
import hashlib
import secrets
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.contrib.auth.hashers import check_password, make_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, TaskState

from sites.pages import seen
from sites.registry.admin_scope import record_at
from sites.registry.models import SiteGroup

from . import acts, codes, operations, recording, separation
from .levels import steps
from .models import SignOffTask, StepState
from .models.signing import Obstacle, Signatory, SignLink

LIMITS_FILE = Path(__file__).parent / "data" / "sign-links-2026-11.toml"
TOKEN_BYTES = 32


class UnusableLinkError(Exception):
    """A link that signs nothing (any more); `obstacle` says why."""

    def __init__(self, obstacle: Obstacle) -> None:
        super().__init__(obstacle.label)
        self.obstacle = obstacle


@dataclass(frozen=True)
class Limits:
    """The figures of the data file, as they stand there."""

    valid_hours: int
    code_digits: int
    code_minutes: int
    attempts: int
    sends: int
    seconds_between_sends: int


@cache
def limits() -> Limits:
    rules = tomllib.loads(LIMITS_FILE.read_text(encoding="utf-8"))
    return Limits(**{name: int(rules[name]) for name in Limits.__dataclass_fields__})


def waiting_step(page: Page) -> TaskState | None:
    """The sign-off on which `page` waits as it is; None when it waits on nothing or on another step."""
    state = page.current_workflow_task_state
    if state is None or not isinstance(state.task.specific, SignOffTask):
        return None
    return state if state.revision_id == page.latest_revision_id else None


def may_make(page: Page, user) -> bool:
    """Whether `user` may make a link for `page`: he takes a step of review in its site, or handed it in."""
    state, record = waiting_step(page), record_at(page.path)
    if state is None or record is None or not user.is_active:
        return False
    roles = SiteGroup.objects.filter(record=record, group__user=user)
    if state.workflow_state.requested_by_id == user.pk:
        return roles.exists()
    return roles.filter(role__in={step.role for step in steps().values()}).exists()


def is_waiting_for(page_id: int, user) -> bool:
    """Whether a page waits for sign-off at all; for lists of pages: asked of the database once for `user`."""
    if not hasattr(user, "_waiting_for_sign_off"):
        waiting = StepState.objects.waiting().filter(task__in=SignOffTask.objects.values("pk"))
        keys = waiting.values_list("workflow_state__object_id", flat=True)
        user._waiting_for_sign_off = set(keys)
    return str(page_id) in user._waiting_for_sign_off


def choices(page: Page) -> list[Signatory]:
    """Who may be asked to sign `page`: signatories of its site whom a code reaches."""
    standing = Signatory.objects.standing().filter(record=record_at(page.path)).select_related("user")
    way = codes.channel()
    return [one for one in standing if way.address(one) and not separation.reason_against(page, one.user)]


@transaction.atomic
def make(page: Page, by, signatory: Signatory) -> tuple[SignLink, str]:
    """Make a link by which `signatory` signs the version of `page` that waits; an older one is void.

    Returns:
        The link, and its token, which is in no table and cannot be had again.

    Raises:
        PermissionDenied: the page does not wait for sign-off, or its review is not the business of `by`.
        ValidationError: the signatory may not sign this text, or no code reaches him.
    """
    if not may_make(page, by):
        raise PermissionDenied(_("Only who takes part in the review of this text makes a link to sign it."))
    if signatory not in choices(page):
        raise ValidationError(_("Choose a signatory of this site who has no other part in this text."))
    # Locked, so that of two who make a link at the same time only one has one that counts.
    state = TaskState.objects.select_for_update().get(pk=waiting_step(page).pk)
    for older in SignLink.objects.open().filter(task_state=state):
        void(older, Obstacle.NEWER, by)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    made = SignLink.objects.create(
        token_digest=_digest(token),
        task_state=state,
        revision=state.revision,
        content_digest=seen.digest(state.revision.as_object()),
        signatory=signatory,
        made_by=by,
        expires_at=timezone.now() + datetime.timedelta(hours=limits().valid_hours),
    )
    _record(acts.SIGN_LINK_MADE, made, by)
    return made, token


def find(token: str) -> SignLink | None:
    """The link with this token."""
    related = ("signatory__user", "signatory__record__site", "revision", "task_state")
    return SignLink.objects.select_related(*related).filter(token_digest=_digest(token)).first()


def obstacle(link: SignLink, now: datetime.datetime) -> Obstacle | None:
    """Why `link` cannot be used at `now`; None when it can. Changes nothing."""
    if link.used_at is not None:
        return Obstacle.USED
    if link.voided_at is not None:
        return Obstacle(link.void_reason)
    page = Page.objects.get(pk=link.revision.object_id)
    if page.latest_revision_id != link.revision_id:
        return Obstacle.CHANGED
    waiting = waiting_step(page)
    if waiting is None or waiting.pk != link.task_state_id:
        return Obstacle.GONE
    if link.expires_at <= now:
        return Obstacle.EXPIRED
    if seen.digest(link.revision.as_object()) != link.content_digest:
        return Obstacle.CHANGED
    return None


def void(link: SignLink, reason: Obstacle, by=None) -> None:
    """Let `link` sign nothing any more, and record why."""
    link.voided_at, link.void_reason = timezone.now(), reason
    link.save(update_fields=["voided_at", "void_reason"])
    _record(acts.SIGN_LINK_VOIDED, link, by, comment=str(reason.label))


def ask_for_code(link: SignLink) -> None:
    """Have a code sent to the signatory, soon.

    Raises:
        UnusableLinkError: the link cannot be used.
        ValidationError: the last code was asked for a moment ago, or no more are sent for this link.
    """
    from . import jobs

    _settle(link)
    with transaction.atomic():
        held = _held(link)
        if held.sends >= limits().sends:
            raise ValidationError(_("No more codes are sent for this link. Ask for a new link."))
        seconds = limits().seconds_between_sends
        pause = datetime.timedelta(seconds=seconds)
        if held.code_asked_at is not None and timezone.now() < held.code_asked_at + pause:
            said = _(
                "A code was asked for a moment ago. Wait for it, or ask for another in %(seconds)s seconds."
            )
            raise ValidationError(said % {"seconds": seconds})
        held.sends, held.code_asked_at = held.sends + 1, timezone.now()
        held.save(update_fields=["sends", "code_asked_at"])
        jobs.send_sign_code.enqueue(held.pk, held.sends)


def send_code(link_id: int, number: int) -> None:
    """Make the code that was asked for as `number`-th and send it, unless that is done or pointless.

    Cut off after the sending, it sends another code when it is called again; only the last one counts.
    """
    code = codes.new_code(limits().code_digits)
    with transaction.atomic():
        link = SignLink.objects.select_for_update().filter(pk=link_id, sends=number, sent__lt=number).first()
        if link is None or obstacle(link, timezone.now()):
            return
        link.code_hash, link.code_sent_at = make_password(code), timezone.now()
        link.save(update_fields=["code_hash", "code_sent_at"])
    # Outside the transaction: nobody waits for a mail server with the database locked.
    codes.channel().send(link.signatory, _text(link, code))
    with transaction.atomic():
        if SignLink.objects.filter(pk=link_id, sent__lt=number).update(sent=number):
            _record(acts.SIGN_CODE_SENT, link, None)


def decide(link: SignLink, code: str, *, approve: bool, reason: str = "") -> None:
    """Sign the text, or return it, in the name of the signatory.

    Args:
        code: as it was sent; spaces do not matter.
        reason: needed for a return.

    Raises:
        UnusableLinkError: the link cannot be used, or was blocked by this attempt.
        ValidationError: the code is wrong or too old, the reason is missing, or the rules object to the text.
        PermissionDenied: the signatory may not sign this text.
    """
    _settle(link)
    if not approve and not reason.strip():
        raise ValidationError(_("Write the reason, so that the author knows what to change."))
    # In a transaction of its own: an attempt counts whatever becomes of the decision.
    if remaining := _attempts_left_after(link, "".join(code.split())):
        raise ValidationError(
            _("The code is wrong. %(times)s more attempts, then the link is blocked.") % {"times": remaining}
        )
    _carry_out(link, approve, reason)


def _settle(link: SignLink) -> None:
    """Refuse a link that cannot be used; one whose text or step is no longer the same is void from now on."""
    with transaction.atomic():
        held = SignLink.objects.select_for_update().get(pk=link.pk)
        found = obstacle(held, timezone.now())
        if found in {Obstacle.CHANGED, Obstacle.GONE} and held.voided_at is None:
            void(held, found)
    if found:
        raise UnusableLinkError(found)


def _held(link: SignLink) -> SignLink:
    """The row of `link`, locked for the present transaction; it must be usable."""
    held = SignLink.objects.select_for_update().get(pk=link.pk)
    if found := obstacle(held, timezone.now()):
        raise UnusableLinkError(found)
    return held


def _attempts_left_after(link: SignLink, code: str) -> int:
    """Count one attempt; 0 when the code is right, otherwise how many more there may be."""
    with transaction.atomic(durable=True):
        held = _held(link)
        valid = datetime.timedelta(minutes=limits().code_minutes)
        if held.code_sent_at is None or timezone.now() >= held.code_sent_at + valid:
            raise ValidationError(_("There is no code that still counts. Have a new one sent."))
        if not code:
            raise ValidationError(_("Enter the code that was sent to you."))
        held.attempts += 1
        held.save(update_fields=["attempts"])
        right = check_password(code, held.code_hash)
        remaining = limits().attempts - held.attempts
        if not right and remaining <= 0:
            void(held, Obstacle.BLOCKED)
    if not right and remaining <= 0:
        raise UnusableLinkError(Obstacle.BLOCKED)
    return 0 if right else remaining


@transaction.atomic
def _carry_out(link: SignLink, approve: bool, reason: str) -> None:
    held = _held(link)
    held.used_at = timezone.now()
    held.outcome = SignLink.Outcome.APPROVED if approve else SignLink.Outcome.RETURNED
    held.save(update_fields=["used_at", "outcome"])
    by, page = held.signatory.user, held.page
    _record(acts.SIGNED_BY_LINK, held, by, outcome=held.outcome)
    if approve:
        operations.approve(page, by, reason)
    else:
        operations.return_to_author(page, by, reason)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _record(act: str, link: SignLink, by, **detail: object) -> None:
    """Record what became of `link`; by its number, which opens nothing."""
    recording.record(
        act,
        link.page,
        by,
        step=_step(link),
        content_digest=link.content_digest,
        revision=link.revision_id,
        link=link.pk,
        signatory=str(link.signatory),
        **detail,
    )


def _step(link: SignLink) -> str:
    return link.task_state.task.specific.step


def _text(link: SignLink, code: str) -> str:
    said = _(
        "Code for signing “%(title)s” of %(site)s: %(code)s. It counts for %(minutes)s minutes. "
        "Enter it on the page of the link only, and tell it to nobody."
    )
    return said % {
        "title": link.revision.as_object().title,
        "site": link.signatory.record.name,
        "code": code,
        "minutes": limits().code_minutes,
    }
