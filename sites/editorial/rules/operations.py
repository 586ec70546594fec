"""The verbs of the rules: what stands in the way of a submission, and explaining what may be explained."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from .. import acts, recording
from .checking import Finding, check
from .models import RuleOverride
from .registry import Level

if TYPE_CHECKING:
    from sites.pages.models import GovPage


def before_submission(page: GovPage) -> None:
    """Refuse to let the latest draft of `page` go to review while the rules say that it may not.

    Raises:
        ValidationError: one sentence for each obstacle: where it is and what to do.
    """
    found = obstacles(page.get_latest_revision_as_object())
    if found:
        raise ValidationError([finding.sentence for finding in found])


def obstacles(page: GovPage) -> list[Finding]:
    """What has to be corrected, or corrected or explained, in `page` as it is in memory."""
    found = [finding for finding in check(page) if finding.level != Level.NOTE]
    explained = reasons(page) if found else {}
    return [finding for finding in found if finding.level == Level.BLOCK or finding.key not in explained]


def reasons(page: GovPage) -> dict[tuple[str, str], str]:
    """The explanations given for `page`, by rule and digest of what was found."""
    if page.pk is None:
        return {}
    given = RuleOverride.objects.filter(page_id=page.pk)
    return {(rule, digest): reason for rule, digest, reason in given.values_list("rule", "digest", "reason")}


@transaction.atomic
def override(page: GovPage, finding: Finding, by, reason: str) -> RuleOverride:
    """Record why a finding stays; it is an obstacle no longer, on this page and for these words.

    Raises:
        PermissionDenied: `by` may not edit the page.
        ValidationError: it has to be corrected, or the reason is missing.
    """
    if not page.permissions_for_user(by).can_edit():
        raise PermissionDenied(_("You may not edit this page."))
    if finding.level != Level.WARN:
        raise ValidationError(_("This cannot be explained; it has to be corrected."))
    reason = reason.strip()
    limit = RuleOverride._meta.get_field("reason").max_length or 0
    if not reason or len(reason) > limit:
        raise ValidationError(_("Write the reason, in at most %(limit)s characters.") % {"limit": limit})
    given, _new = RuleOverride.objects.update_or_create(
        page_id=page.pk,
        rule=finding.rule.id,
        digest=finding.digest,
        defaults={"revision_id": page.latest_revision_id, "reason": reason, "by": by},
    )
    recording.record(
        acts.RULE_OVERRIDDEN,
        page,
        by,
        rule=finding.rule.id,
        finding=finding.digest,
        comment=reason,
        revision=page.latest_revision_id,
    )
    return given
