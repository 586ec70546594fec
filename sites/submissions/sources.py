"""What becomes of copies when their source changes or goes."""

from __future__ import annotations

import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.signals import page_unpublished

from sites.editorial import receipts, withdrawal
from sites.editorial.models import Withdrawal
from sites.editorial.recording import record
from sites.pages import seen
from sites.pages.models import GovPage

from . import acts, operations, scores, terms
from .models import Copy, SourceChange, Submission


@transaction.atomic
def notice_change(source: GovPage) -> None:
    """Ask the sites that copied `source` what they do about its new public version. Idempotent."""
    digest = seen.digest(source)
    Submission.objects.filter(source_id=source.pk).update(title=source.title)
    for copy in Copy.objects.of_source(source.pk):
        if copy.source_digest == digest or copy.revision_id == source.live_revision_id:
            continue
        if copy.changes.filter(revision_id=source.live_revision_id).exists():
            continue
        # One question at a time: about the latest version, against the one the copy follows.
        changed = copy.changes.open().update(
            kind=SourceChange.Kind.CHANGED,
            revision_id=source.live_revision_id,
            noticed_at=timezone.now(),
            due_at=None,
        )
        if not changed:
            SourceChange.objects.create(
                copy=copy, kind=SourceChange.Kind.CHANGED, revision_id=source.live_revision_id
            )
        record(
            acts.SOURCE_CHANGED, copy.page, None, source=source.pk, source_revision=source.live_revision_id
        )


@receiver(page_unpublished)
def _withdrawn(sender, instance: Page, **_kwargs) -> None:
    """In the transaction in which the source goes."""
    signed = Withdrawal.objects.filter(page_id=instance.pk, state=Withdrawal.State.SIGNED).first()
    for copy in Copy.objects.of_source(instance.pk):
        _notice_withdrawal(copy, instance, signed)


def _notice_withdrawal(copy: Copy, source: Page, signed: Withdrawal | None) -> None:
    now = timezone.now()
    values = {
        "kind": SourceChange.Kind.WITHDRAWN,
        "revision_id": source.live_revision_id or copy.revision_id,
        "noticed_at": now,
        "due_at": end_of_day(now),
    }
    SourceChange.objects.update_or_create(copy=copy, decision="", defaults=values)
    record(acts.SOURCE_WITHDRAWN, copy.page, None, source=source.pk, kind=signed.kind if signed else "")
    if signed is not None and signed.kind == withdrawal.ERROR and copy.page.live:
        scores.enter_withdrawal(copy)
    if signed is not None and withdrawal.kinds()[signed.kind].leaves_no_trace:
        change = copy.changes.open().get()
        _let_fall(change, signed.kind, signed.requested_by)


def end_of_day(now: datetime.datetime) -> datetime.datetime:
    """By when a copy whose source went at `now` must be justified: midnight, but never at once."""
    local = timezone.localtime(now)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0) + datetime.timedelta(days=1)
    return max(midnight, local + terms.least_time_to_justify())


@transaction.atomic
def take_over(change: SourceChange, by) -> str:
    """Give a mirror or snapshot the new version of its source; it must be reviewed again.

    Returns:
        What the rules object to; empty when the new version is under review.

    Raises:
        PermissionDenied: `by` does not receive for the copy's site.
        ValidationError: it was decided already, the source is gone, or the copy is an adaptation.
    """
    _require_receiver(change, by)
    copy = change.copy
    if change.kind == SourceChange.Kind.WITHDRAWN:
        raise ValidationError(_("The source was withdrawn; there is nothing to take over."))
    if copy.way == terms.ADAPTATION:
        raise ValidationError(
            _("An adaptation is changed by its editor. Work the change in, then say so here.")
        )
    _decide(change, by, SourceChange.Decision.TAKEN_OVER)
    source = change.revision.as_object()
    page = copy.page.specific.get_latest_revision_as_object()
    operations.fill(page, source, copy.submission, by)
    page.save_revision(user=by)
    copy.revision, copy.source_digest = change.revision, seen.digest(source)
    copy.save(update_fields=["revision", "source_digest"])
    record(
        acts.CHANGE_TAKEN_OVER, page, by, source_revision=change.revision_id, source_digest=copy.source_digest
    )
    return operations.hand_in(copy, by)


@transaction.atomic
def justify(change: SourceChange, by, reason: str) -> None:
    """Leave the copy as it is, with a reason. A mirror does not mirror any more then.

    Raises:
        PermissionDenied: `by` does not receive for the copy's site.
        ValidationError: there is no reason, or it was decided already.
    """
    _require_receiver(change, by)
    if not reason.strip():
        raise ValidationError(_("Write why the copy stays as it is."))
    change.reason = reason.strip()
    _decide(change, by, SourceChange.Decision.JUSTIFIED)
    copy = change.copy
    record(
        acts.CHANGE_ANSWERED,
        copy.page,
        by,
        comment=change.reason,
        source_revision=change.revision_id,
    )
    if copy.way == terms.MIRROR:
        copy.way = terms.SNAPSHOT
    copy.revision = change.revision
    copy.source_digest = seen.digest(change.revision.as_object())
    copy.save(update_fields=["way", "revision", "source_digest"])
    if change.kind == SourceChange.Kind.WITHDRAWN:
        receipts.excuse(copy.submission.source_id, copy.page.specific.full_url, change.reason)


@transaction.atomic
def let_fall(change: SourceChange, by) -> None:
    """Take the copy down because its source went.

    Raises:
        PermissionDenied: `by` does not receive for the copy's site.
        ValidationError: it was decided already, or the source was not withdrawn.
    """
    _require_receiver(change, by)
    if change.kind != SourceChange.Kind.WITHDRAWN:
        raise ValidationError(_("The source is still public; withdraw the copy with a reason of its own."))
    _let_fall(change, _kind_of(change), by)


@transaction.atomic
def expire(change_id: int, now: datetime.datetime) -> bool:
    """Let a copy fall that nobody justified in time; False when somebody was quicker."""
    due = SourceChange.objects.open().select_for_update().filter(pk=change_id, due_at__lte=now).first()
    if due is None:
        return False
    _let_fall(due, _kind_of(due), None)
    return True


def _kind_of(change: SourceChange) -> str:
    went = Withdrawal.objects.filter(page_id=change.copy.submission.source_id).exclude(
        state__in=[Withdrawal.State.REQUESTED, Withdrawal.State.REFUSED]
    )
    found = went.first()
    return found.kind if found else withdrawal.ERROR


def _let_fall(change: SourceChange, kind: str, by) -> None:
    _decide(change, by, SourceChange.Decision.FELL)
    copy = change.copy
    page = copy.page.specific
    record(acts.COPY_FELL, page, by, source=copy.submission.source_id, kind=kind)
    if page.live:
        reason = _("The source of this copy was withdrawn.")
        withdrawal.carry_out_for_source(page, kind, reason, by or copy.submission.decided_by)
        receipts.look_again(copy.submission.source_id)
    elif (state := page.current_workflow_state) is not None:
        state.cancel(user=by)


def _require_receiver(change: SourceChange, by) -> None:
    if not operations.may_receive(by, change.copy.submission.target_site_code):
        raise PermissionDenied(_("You do not decide on submissions to this site."))


def _decide(change: SourceChange, by, decision: str) -> None:
    done = (
        SourceChange.objects.open()
        .filter(pk=change.pk)
        .update(decision=decision, decided_by=by, decided_at=timezone.now(), reason=change.reason)
    )
    if not done:
        raise ValidationError(_("This was decided already."))
    if change.copy.page is None:
        raise ValidationError(_("The copy does not exist any more."))
