"""The verbs of submissions: open a column to them, offer, recall, keep, return, adopt."""

from __future__ import annotations

import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from sites.editorial import operations as editorial
from sites.editorial.recording import record
from sites.pages import copying, seen
from sites.pages.models import GovPage
from sites.registry.admin_scope import record_at
from sites.registry.models import SiteGroup, SiteRecord

from . import acts, terms
from .models import Copy, ReceivingColumn, Submission


def may_receive(user, site_code: str) -> bool:
    """Whether `user` decides on what is offered to a site."""
    return user.is_active and sites_received_by(user).filter(code=site_code).exists()


def sites_received_by(user):
    """The sites for which `user` decides on what is offered."""
    groups = SiteGroup.objects.filter(role__in=terms.receiver_roles(), group__user=user)
    return SiteRecord.objects.filter(groups__in=groups).distinct()


def may_offer(page: Page, user) -> bool:
    """Whether `user` may offer `page` to other sites, as far as rights go."""
    kind = page.specific_class
    # The root of the tree, and what of Wagtail's own has no site, are none of ours.
    offered = kind is not None and issubclass(kind, GovPage) and kind.can_be_offered
    return bool(offered and page.permissions_for_user(user).can_edit())


@transaction.atomic
def open_column(column: Page, by) -> ReceivingColumn:
    """Let other sites offer pages to `column`.

    Raises:
        PermissionDenied: `by` does not receive for this site.
        ValidationError: the page is not public, or holds no pages.
    """
    site = _site_of(column)
    if not may_receive(by, site.code):
        raise PermissionDenied(_("You do not decide on submissions to this site."))
    if not column.live or not column.specific_class.allowed_subpage_models():
        raise ValidationError(_("Only a public column takes submissions."))
    opened, is_new = ReceivingColumn.objects.get_or_create(
        page_id=column.pk, defaults={"site_code": site.code}
    )
    if is_new:
        record(acts.COLUMN_OPENED, column, by)
    return opened


@transaction.atomic
def close_column(opened: ReceivingColumn, by) -> None:
    """Take no further submissions; those that wait stay.

    Raises:
        PermissionDenied: as for `open_column`.
    """
    if not may_receive(by, opened.site_code):
        raise PermissionDenied(_("You do not decide on submissions to this site."))
    record(acts.COLUMN_CLOSED, opened.page, by)
    opened.delete()


def columns_for(page: Page) -> list[ReceivingColumn]:
    """The columns of other sites that `page` may be offered to."""
    home = _site_of(page).code
    others = ReceivingColumn.objects.exclude(site_code=home).filter(page__live=True).select_related("page")
    return [row for row in others if page.specific_class.can_create_at(row.page.specific)]


@transaction.atomic
def offer(
    page: Page, column: Page, by, reason: str = "", answer_by: datetime.datetime | None = None
) -> Submission:
    """Offer what is public of `page` to `column` of another site.

    Args:
        answer_by: aware; without it, the time the data give.

    Raises:
        PermissionDenied: `by` may not edit the page, or it is of a type that is not offered.
        ValidationError: the page is not public, the column does not take it, it was offered to that site
            already, or that site has a page of the same title.
    """
    if not may_offer(page, by):
        raise PermissionDenied(_("You may not offer this page."))
    live = Page.objects.live().filter(pk=page.pk).first()
    if live is None:
        raise ValidationError(_("Only a public page can be offered. Publish it first."))
    if column.pk not in {row.page_id for row in columns_for(page)}:
        raise ValidationError(_("Choose a column that takes submissions."))
    target = _site_of(column)
    earlier = Submission.objects.filter(source_id=page.pk, target_site_code=target.code)
    adopted = earlier.filter(state=Submission.State.ADOPTED, copy__page__isnull=False)
    if (earlier.open() | adopted).exists():
        raise ValidationError(_("This page was offered to that site already."))
    if Page.objects.live().descendant_of(target.site.root_page).filter(title=live.title).exists():
        raise ValidationError(_("That site has a page of the same title already."))
    now = timezone.now()
    if answer_by is not None and answer_by <= now:
        raise ValidationError({"answer_by": _("Choose a day that is still to come.")})
    made = Submission.objects.create(
        source_id=page.pk,
        title=live.title,
        source_site_code=_site_of(page).code,
        column_id=column.pk,
        target_site_code=target.code,
        reason=reason.strip(),
        offered_by=by,
        answer_by=answer_by or now + terms.answer_within(),
    )
    record(acts.OFFERED, live, by, to=target.code, column=column.title, comment=made.reason)
    return made


@transaction.atomic
def recall(submission: Submission, by) -> None:
    """Take an offer back.

    Raises:
        PermissionDenied: `by` may not offer this page.
        ValidationError: it was answered already.
    """
    if not may_offer(submission.source, by):
        raise PermissionDenied(_("You may not recall this offer."))
    _decide(submission, by, Submission.State.RECALLED)
    record(acts.RECALLED, submission.source, by, to=submission.target_site_code)


@transaction.atomic
def keep(submission: Submission, by, answer: str = "") -> None:
    """Keep an offer for later; it stays open, and late when it is.

    Raises:
        PermissionDenied, ValidationError: as for `adopt`.
    """
    _require_receiver(submission, by)
    _decide(submission, by, Submission.State.KEPT, answer)
    record(acts.KEPT, submission.source, by, to=submission.target_site_code, comment=answer.strip())


@transaction.atomic
def return_to_unit(submission: Submission, by, answer: str) -> None:
    """Return an offer with the reason.

    Raises:
        PermissionDenied: as for `adopt`.
        ValidationError: there is no reason, or it was answered already.
    """
    _require_receiver(submission, by)
    if not answer.strip():
        raise ValidationError(_("Write why it is not adopted."))
    _decide(submission, by, Submission.State.RETURNED, answer)
    record(acts.NOT_ADOPTED, submission.source, by, to=submission.target_site_code, comment=answer.strip())


@transaction.atomic
def adopt(submission: Submission, by, way: str, revision_id: int | None = None, answer: str = "") -> Copy:
    """Make a draft of the offered page in the column; it takes the road through review of its new site.

    Args:
        way: code of `terms.ways`.
        revision_id: the version that was read; without it, the one that is public.

    Raises:
        PermissionDenied: `by` does not receive for the site, or may not add pages to the column.
        ValidationError: the way is unknown, it was answered already, or the source is public no more or in
            another version.
    """
    _require_receiver(submission, by)
    if not submission.column.permissions_for_user(by).can_add_subpage():
        raise PermissionDenied(_("You may not add pages to this column."))
    if way not in terms.ways():
        raise ValidationError(_("Choose how the page is adopted."))
    # Locked: it is adopted before it is withdrawn, and falls with it, or not at all.
    source = Page.objects.select_for_update().get(pk=submission.source_id).specific
    if not source.live:
        raise ValidationError(_("The page is not public any more; it cannot be adopted."))
    if revision_id not in {None, source.live_revision_id}:
        raise ValidationError(
            _("The text was changed while you were reading. Read the new version, then decide.")
        )
    _decide(submission, by, Submission.State.ADOPTED, answer)
    page = _draft(submission, source, by)
    copy = Copy.objects.create(
        submission=submission,
        page_id=page.pk,
        way=way,
        revision_id=source.live_revision_id,
        source_digest=seen.digest(source),
    )
    record(
        acts.ADOPTED, page, by, way=copy.way_name, source=source.pk, source_site=submission.source_site_code,
        source_revision=source.live_revision_id, source_digest=copy.source_digest,
    )  # fmt: skip
    return copy


def hand_in(copy: Copy, by) -> str:
    """Hand the draft of a copy in for review.

    Returns:
        What the rules object to; empty when it is under way. The draft waits for its editor then.
    """
    if copy.page is None:
        raise ValidationError(_("The copy does not exist any more."))
    page = Page.objects.get(pk=copy.page_id).specific
    try:
        if page.current_workflow_task_state is not None:
            editorial.begin_again(page, by)
        else:
            editorial.submit(page, by)
    except ValidationError as refusal:
        return " ".join(refusal.messages)
    return ""


def fill(page: GovPage, source: GovPage, submission: Submission, by) -> None:
    """Give `page` the content of `source` and say where it comes from; saves nothing."""
    site = record_at(submission.column.path)
    copying.carry(source, page, site.collection, by)
    if not source.source_name:
        page.source_name = SiteRecord.objects.get(code=submission.source_site_code).site.site_name[:100]
    page.source_url = source.source_url or source.full_url
    page.is_reprint = True


def _draft(submission: Submission, source: GovPage, by) -> GovPage:
    page = type(source)(live=False, owner=by)
    fill(page, source, submission, by)
    submission.column.specific.add_child(instance=page)
    author = source.live_revision.user
    if author is not None and author != by:
        # Whoever wrote the text does not approve it in the other site either.
        page.save_revision(user=author)
    page.save_revision(user=by)
    return page


def _site_of(page: Page) -> SiteRecord:
    site = record_at(page.path)
    if site is None:
        raise ValidationError(_("This page belongs to no site."))
    return site


def _require_receiver(submission: Submission, by) -> None:
    if not may_receive(by, submission.target_site_code):
        raise PermissionDenied(_("You do not decide on submissions to this site."))


def _decide(submission: Submission, by, state: str, answer: str = "") -> None:
    decided = Submission.objects.open().filter(pk=submission.pk)
    done = decided.update(state=state, decided_by=by, decided_at=timezone.now(), answer=answer.strip())
    if not done:
        raise ValidationError(_("This offer was answered already."))
    submission.refresh_from_db()
