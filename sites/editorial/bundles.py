"""The verbs of bundles: pages put together, each reviewed by itself, released at one moment or not at all."""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.signals import pre_delete
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page, Revision, TaskState, WorkflowState

from sites.ledger.operations import append
from sites.registry.admin_scope import record_at
from sites.registry.models import SiteRecord
from sites.registry.roles import roles

from . import acts, operations, recording
from .models import Bundle, BundleMember, EmergencyRelease

RULES_FILE = Path(__file__).parent / "data" / "bundle-2026-11.toml"


class RefusedError(Exception):
    """A page of a bundle cannot be published, so none of them is."""


@cache
def _rules() -> dict:
    return tomllib.loads(RULES_FILE.read_text())


def largest() -> int:
    """How many pages a bundle holds at most."""
    return int(_rules()["largest"])


def sites_of(user) -> QuerySet[SiteRecord]:
    """The sites in which `user` puts bundles together: where he may change what others wrote."""
    writing = [role.code for role in roles().values() if "change" in role.pages]
    if not user.is_active:
        return SiteRecord.objects.none()
    return SiteRecord.objects.filter(groups__role__in=writing, groups__group__user=user).distinct()


def may_manage(bundle: Bundle, user) -> bool:
    return sites_of(user).filter(code=bundle.site_code).exists()


def of_page(page: Page) -> Bundle | None:
    """The open bundle that `page` is in."""
    return Bundle.objects.open().filter(members__page_id=page.pk).first()


def reason_against(page: Page, user) -> str:
    """Why `user` may not put `page` into a bundle; empty when he may."""
    record = record_at(page.path)
    if record is None or not sites_of(user).filter(pk=record.pk).exists():
        return _("Only those who edit the pages of a site put them together.")
    if not page.permissions_for_user(user).can_edit():
        return _("You may not edit this page.")
    if of_page(page) is not None:
        return _("This page is in a bundle already.")
    if not page.has_unpublished_changes:
        return _("Nothing of this page is unpublished. Save the new version first.")
    if EmergencyRelease.objects.open().filter(page_id=page.pk).exists():
        return _("This page was released in an emergency; its approval cannot wait for others.")
    return ""


@transaction.atomic
def make(record: SiteRecord, by, name: str) -> Bundle:
    """Begin an empty bundle of pages of the site `record`.

    Raises:
        PermissionDenied: `by` edits no pages of the site.
        ValidationError: the name is missing or too long.
    """
    made = Bundle(site_code=record.code, name=name.strip(), made_by=by)
    _require_editor(made, by)
    limit = Bundle._meta.get_field("name").max_length or 0
    if not made.name or len(made.name) > limit:
        sentence = _("Write a name, in at most %(limit)s characters.") % {"limit": limit}
        raise ValidationError({"name": sentence})
    made.save()
    _record(acts.BUNDLE_MADE, made, by)
    return made


@transaction.atomic
def add(bundle: Bundle, page: Page, by) -> BundleMember:
    """Put `page` into the bundle; whoever completed the bundle completes it anew.

    Raises:
        PermissionDenied: `by` may not edit the page.
        ValidationError: the page is of another site, in a bundle already or without anything to publish; the
            bundle is full, released or dissolved.
    """
    bundle = _locked(bundle, by)
    record = record_at(page.path)
    if record is None or record.code != bundle.site_code:
        raise ValidationError(_("“%(title)s” belongs to another site.") % {"title": page.title})
    if not page.permissions_for_user(by).can_edit():
        raise PermissionDenied(_("You may not edit this page."))
    if refusal := reason_against(page, by):
        raise ValidationError(f"{page.get_admin_display_title()}：{refusal}")
    if bundle.members.count() >= largest():
        raise ValidationError(_("A bundle holds at most %(number)s pages.") % {"number": largest()})
    _collect_again(bundle)
    made = BundleMember.objects.create(bundle=bundle, page=Page(pk=page.pk), added_by=by)
    recording.record(acts.BUNDLE_PAGE_ADDED, page, by, bundle=bundle.name)
    return made


@transaction.atomic
def add_all(bundle: Bundle, pages: Iterable[Page], by) -> None:
    """Put several pages into the bundle, or none of them; raises as `add`."""
    for page in pages:
        add(bundle, page.specific, by)


@transaction.atomic
def make_of(page: Page, by, name: str) -> Bundle:
    """Begin a bundle with `page`; raises as `make` and `add`."""
    record = record_at(page.path)
    if record is None:
        raise ValidationError(_("This page belongs to no site with a review."))
    made = make(record, by, name)
    add(made, page, by)
    return made


@transaction.atomic
def take_out(bundle: Bundle, page: Page, by) -> None:
    """Take `page` out again; what was signed to wait goes back to its last step, where a signer decides anew.

    Raises:
        PermissionDenied: `by` edits no pages of the site.
        ValidationError: the bundle is released or dissolved.
    """
    bundle = _locked(bundle, by)
    member = bundle.members.filter(page_id=page.pk).select_related("page").first()
    if member is not None:
        _take_out(member, by)
        _sign_again(member, by)


@transaction.atomic
def complete(bundle: Bundle, by, release_at: datetime.datetime | None = None) -> None:
    """Say that no page is missing: it goes out once all are signed, not before `release_at` (aware).

    Raises:
        PermissionDenied: `by` edits no pages of the site.
        ValidationError: it is empty, released or dissolved, or the moment is past.
    """
    bundle = _locked(bundle, by)
    if not bundle.members.exists():
        raise ValidationError(_("Add the pages first."))
    if release_at is not None and release_at <= timezone.now():
        raise ValidationError(
            {"release_at": _("This moment is past. Choose a later one, or leave it empty.")}
        )
    bundle.state, bundle.release_at, bundle.refusal = Bundle.State.COMPLETE, release_at, ""
    bundle.save()
    moment = release_at.isoformat() if release_at else ""
    _record(acts.BUNDLE_COMPLETED, bundle, by, release_at=moment, pages=_titles(bundle))
    release_if_due(bundle, by)


@transaction.atomic
def hold(bundle: Bundle, by) -> None:
    """Let nothing go out until the bundle is completed anew.

    Raises:
        PermissionDenied: `by` edits no pages of the site.
        ValidationError: it is released or dissolved.
    """
    bundle = _locked(bundle, by)
    if _collect_again(bundle):
        _record(acts.BUNDLE_HELD, bundle, by)


@transaction.atomic
def dissolve(bundle: Bundle, by) -> None:
    """Let every page go its own way again; this publishes none (see `take_out`).

    Raises:
        PermissionDenied: `by` edits no pages of the site.
        ValidationError: it is released or dissolved already.
    """
    bundle = _locked(bundle, by)
    bundle.state = Bundle.State.DISSOLVED
    bundle.save(update_fields=["state"])
    members = list(bundle.members.select_related("page"))
    bundle.members.update(is_open=False)
    _record(acts.BUNDLE_DISSOLVED, bundle, by, pages=_titles(bundle))
    for member in members:
        recording.record(acts.BUNDLE_PAGE_TAKEN_OUT, member.page, by, bundle=bundle.name)
        _sign_again(member, by)


def leave(page: Page, by) -> None:
    """Take a page out that becomes public or comes down by another road, on which it is signed by itself."""
    member = BundleMember.objects.open().filter(page_id=page.pk).select_related("page", "bundle").first()
    if member is not None:
        _take_out(member, by)


def keep_waiting(revision: Revision, by) -> bool:
    """Let a version whose last step `by` has approved wait for the others of its bundle; release them if due.

    Returns:
        Whether its page is in a bundle.

    Raises:
        NotApproved: a step is missing, or two of its acts were done by one person.
    """
    page = revision.content_object
    member = BundleMember.objects.open().filter(page_id=page.pk).select_related("bundle").first()
    if member is None:
        return False
    operations.require_approval(page, revision)
    member.signed_revision, member.signed_by = revision, by
    member.save(update_fields=["signed_revision", "signed_by"])
    release_if_due(member.bundle, by)
    return True


@transaction.atomic
def release_if_due(bundle: Bundle, by) -> bool:
    """Publish all pages of a bundle in one transaction, once it is complete, signed and its moment has come.

    Each is published by its own signer. When one is refused none goes out, and the bundle says why.

    Args:
        by: who did the last that was missing; None when only the moment was.

    Returns:
        Whether they are public now.
    """
    now = timezone.now()
    found = Bundle.objects.due(now).select_for_update().filter(pk=bundle.pk).first()
    if found is None:
        return False
    try:
        with transaction.atomic():
            _release(found, by, now)
    except RefusedError as refusal:
        Bundle.objects.filter(pk=bundle.pk).update(refusal=str(refusal)[:1000], tried_at=now)
        return False
    return True


def due_to_be_tried(now: datetime.datetime) -> list[int]:
    """Keys of the bundles that should be public, without those that were refused only just now."""
    since = now - datetime.timedelta(minutes=int(_rules()["try_again_minutes"]))
    untried = Q(refusal="") | Q(tried_at__lte=since)
    return list(Bundle.objects.due(now).filter(untried).values_list("pk", flat=True))


def _release(bundle: Bundle, by, now: datetime.datetime) -> None:
    # What stands above goes out first.
    members = list(
        bundle.members.select_related("page", "signed_revision", "signed_by").order_by("page__path")
    )
    bundle.state, bundle.released_at, bundle.refusal = Bundle.State.RELEASED, now, ""
    bundle.save()
    # Before they are published: `publish` refuses what waits in an open bundle.
    bundle.members.update(is_open=False)
    for member in members:
        try:
            operations.publish(member.signed_revision, member.signed_by)
        except (PermissionDenied, ValidationError) as refusal:
            said = " ".join(refusal.messages) if isinstance(refusal, ValidationError) else str(refusal)
            raise RefusedError(f"{member.page.get_admin_display_title()}：{said}") from refusal
    _record(acts.BUNDLE_RELEASED, bundle, by, pages=_titles(bundle))


def _locked(bundle: Bundle, by) -> Bundle:
    """The bundle as it is in the database, nobody else changing it meanwhile."""
    _require_editor(bundle, by)
    found = Bundle.objects.select_for_update().get(pk=bundle.pk)
    if not found.is_open:
        raise ValidationError(_("This bundle is released or dissolved already."))
    return found


def _require_editor(bundle: Bundle, by) -> None:
    if not may_manage(bundle, by):
        raise PermissionDenied(_("Only those who edit the pages of a site put them together."))


def _collect_again(bundle: Bundle) -> bool:
    """Whether it was complete. One that was released meanwhile stays so."""
    Bundle.objects.open().filter(pk=bundle.pk).update(state=Bundle.State.COLLECTING, refusal="")
    return bundle.state == Bundle.State.COMPLETE


def _take_out(member: BundleMember, by) -> None:
    _collect_again(member.bundle)
    recording.record(acts.BUNDLE_PAGE_TAKEN_OUT, member.page, by, bundle=member.bundle.name)
    member.delete()


def _sign_again(member: BundleMember, by) -> None:
    """Lead a page that was signed to wait back to its last step; one that changed since is a draft anyway."""
    state = WorkflowState.objects.for_instance(member.page).order_by("-pk").first()
    if not member.is_signed or state is None or state.status != WorkflowState.STATUS_APPROVED:
        return
    last = state.current_task_state.specific
    state.status = WorkflowState.STATUS_IN_PROGRESS
    state.save()
    last.status = TaskState.STATUS_CANCELLED
    last.save()
    state.update(user=by, next_task=last.task.specific)


@receiver(pre_delete, sender=BundleMember)
def _deleted_with_its_page(sender, instance: BundleMember, origin, **_kwargs) -> None:
    """A draft that is deleted leaves its bundle, which its people have to complete anew."""
    if instance.is_open and not isinstance(origin, Bundle | BundleMember):
        _collect_again(instance.bundle)
        by = get_active_log_context().user
        recording.record(acts.BUNDLE_PAGE_TAKEN_OUT, instance.page, by, bundle=instance.bundle.name)


def _titles(bundle: Bundle) -> dict[str, str]:
    pages = Page.objects.filter(bundled__bundle=bundle).order_by("path")
    return {str(key): title for key, title in pages.values_list("pk", "draft_title")}


def _record(act: str, bundle: Bundle, by, **detail: object) -> None:
    append(act, by=by, subject=bundle, site=bundle.site_code, detail=detail)
