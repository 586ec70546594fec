"""Emergency: a page goes out at once with a written reason; approved in time, or taken down by itself."""

from __future__ import annotations

import datetime
import tomllib
from functools import cache
from pathlib import Path

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from sites.pages import gate
from sites.pages.models import GovPage
from sites.registry.admin_scope import record_at

from . import acts, bundles, publication, receipts, recording
from .models import EmergencyRelease

RULES_FILE = Path(__file__).parent / "data" / "emergency-2026-11.toml"


@cache
def _rules() -> dict:
    return tomllib.loads(RULES_FILE.read_text())


def role() -> str:
    """Code of the role that releases."""
    return str(_rules()["role"])


def approve_within_hours() -> int:
    return int(_rules()["approve_within_hours"])


def reason_against(page: Page, user) -> str:
    """Why `user` may not release `page` now; empty when he may."""
    record = record_at(page.path)
    in_role = record is not None and record.groups.filter(role=role(), group__user=user).exists()
    if not in_role or not user.is_active:
        return _("Only the emergency publishers of this site release a page before it is approved.")
    if not page.latest_revision_id:
        return _("Save the text first.")
    if page.live:
        return _("This page is public already. What changes a public text is reviewed first.")
    latest = page.get_latest_revision_as_object()
    return latest.reason_against_emergency() if isinstance(latest, GovPage) else _("Not a page of a site.")


@transaction.atomic
def release(page: Page, by, reason: str) -> EmergencyRelease:
    """Make the latest version of `page` public at once, and hand it in for its approval.

    Raises:
        PermissionDenied: `by` is no emergency publisher of the site; the page is public already, or of a type
            that cannot go out like this.
        ValidationError: there is no reason.
    """
    if refusal := reason_against(page, by):
        raise PermissionDenied(refusal)
    if not reason.strip():
        raise ValidationError(_("Write why this cannot wait for its review."))
    page = page.specific
    revision, record = page.get_latest_revision(), record_at(page.path)
    made = EmergencyRelease.objects.create(
        page_id=page.pk,
        revision=revision,
        site_code=record.code if record else "",
        released_by=by,
        reason=reason.strip(),
        approve_by=timezone.now() + datetime.timedelta(hours=approve_within_hours()),
    )
    # It cannot wait, and its approval must not.
    bundles.leave(page, by)
    live, digest = publication.make_public(revision, by)
    recording.record(
        acts.RELEASED_IN_EMERGENCY, live, by, content_digest=digest, revision=revision.pk, comment=made.reason
    )
    if live.current_workflow_state is None:
        live.get_workflow().start(live, by)
    return made


@transaction.atomic
def expire(release_id: int, now: datetime.datetime) -> bool:
    """Take down what was not approved in time; False when somebody was quicker."""
    found = EmergencyRelease.objects.expired(now).select_for_update().filter(pk=release_id).first()
    if found is None:
        return False
    EmergencyRelease.objects.close(found.page_id, EmergencyRelease.Outcome.EXPIRED)
    page = found.page.specific
    with gate.opened():
        page.unpublish(user=None)
    receipts.close_files(page)
    return True
