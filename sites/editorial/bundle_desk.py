"""What people see of bundles: the list of a site's, and of one bundle which page waits for whom.

Each costs the same few queries whatever its length.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, Count, F, Q, QuerySet, When
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision, WorkflowState, get_default_page_content_type

from sites.accounts.models import User
from sites.registry.models import SiteGroup, SiteRecord

from .bundles import sites_of
from .levels import CORRECTION, levels, steps
from .models import Bundle, BundleMember, EmergencyRelease
from .models.step_state import StepState

# Of drafts offered to be added; any other page is added from its own menu.
OFFERED = 50


@dataclass(frozen=True)
class Row:
    """A page of a bundle.

    Attributes:
        state: what it waits for, in a few words.
        people: who must act next.
        is_missing: whether the bundle waits for it.
    """

    page: Page
    state: str
    people: list[str]
    is_missing: bool
    url_name: str = "wagtailadmin_pages:edit"


def of_user(user) -> QuerySet[Bundle]:
    """The bundles of the sites in which `user` holds a role: what needs somebody first, then the latest."""
    codes = SiteRecord.objects.of_user(user).values("code")
    is_open = Q(state__in=Bundle.OPEN)
    signed = Q(members__signed_revision=F("members__page__latest_revision"))
    return (
        Bundle.objects.filter(site_code__in=codes)
        .annotate(
            total=Count("members"),
            signed=Count("members", filter=signed),
            urgency=Case(When(is_open & ~Q(refusal=""), then=0), When(is_open, then=1), default=2),
        )
        .select_related("made_by")
        .order_by("urgency", "-pk")
    )


def on_the_first_page(user) -> QuerySet[Bundle]:
    """The open bundles of the sites in which `user` edits or signs."""
    signing = steps()[levels()[CORRECTION].steps[-1]].role
    signs_at = SiteGroup.objects.filter(role=signing, group__user=user).values("record__code")
    edits_at = sites_of(user).values("code")
    return of_user(user).open().filter(Q(site_code__in=signs_at) | Q(site_code__in=edits_at))


def rows(bundle: Bundle) -> list[Row]:
    """The pages of an open bundle, those it waits for first."""
    members = list(
        bundle.members.select_related(
            "page__content_type", "page__owner", "page__latest_revision__user"
        ).defer("page__latest_revision__content")
    )
    states = _states(members)
    takers = _takers(bundle, states.values())
    found = [_row(member, states.get(member.page_id), takers) for member in members]
    return sorted(found, key=lambda row: not row.is_missing)


def offered(record: SiteRecord, user) -> list[Page]:
    """Unpublished texts of `user` in a site that are in no bundle, the latest first."""
    open_members = BundleMember.objects.open().values("page_id")
    released = EmergencyRelease.objects.open().values("page_id")
    return list(
        Page.objects.filter(path__startswith=record.site.root_page.path, has_unpublished_changes=True)
        .filter(Q(owner=user) | Q(latest_revision__user=user))
        .exclude(live=False, last_published_at__gte=F("latest_revision_created_at"))
        .exclude(pk__in=open_members)
        .exclude(pk__in=released)
        .order_by("-latest_revision_created_at")[:OFFERED]
    )


def _row(member: BundleMember, state: WorkflowState | None, takers: dict[str, list[str]]) -> Row:
    page, step = member.page, _step(state)
    if member.is_signed:
        return Row(page, _("signed, waits to be published together"), [], is_missing=False)
    if state is None:
        said = _("changed since it was signed") if member.signed_revision_id else _("not yet submitted")
        return Row(page, said, _author(page.latest_revision, page), is_missing=True)
    if state.status == WorkflowState.STATUS_NEEDS_CHANGES or step is None:
        return Row(page, _("returned"), _author(page.latest_revision, page), is_missing=True)
    said = _("waits for “%(step)s”") % {"step": step.step_name}
    return Row(page, said, takers[step.step], is_missing=True, url_name="sites_editorial:review")


def _author(latest: Revision | None, page: Page) -> list[str]:
    author = (latest and latest.user) or page.owner
    return [str(author)] if author else []


def _states(members: Iterable[BundleMember]) -> dict[int, WorkflowState]:
    """The running review of each page, by key of page."""
    found = (
        WorkflowState.objects.active()
        .filter(
            base_content_type=get_default_page_content_type(),
            object_id__in=[str(member.page_id) for member in members],
        )
        .select_related("current_task_state__stepstate")
    )
    return {int(state.object_id): state for state in found}


def _step(state: WorkflowState | None) -> StepState | None:
    return getattr(state.current_task_state, "stepstate", None) if state else None


def _takers(bundle: Bundle, states: Iterable[WorkflowState]) -> dict[str, list[str]]:
    """Names of those who take each step that is waited for, by its code."""
    codes = {step.step for state in states if (step := _step(state))}
    by_role = defaultdict(list)
    holders = User.objects.filter(
        is_active=True,
        groups__site_group__record__code=bundle.site_code,
        groups__site_group__role__in={steps()[code].role for code in codes},
    )
    for name, role in holders.order_by("name").values_list("name", "groups__site_group__role").distinct():
        by_role[role].append(name)
    return {code: by_role[steps()[code].role] for code in codes}
