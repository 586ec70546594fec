"""What lies on somebody's desk: drafts, returned texts, texts to decide on, texts under way.

Every list costs the same few queries whatever its length, and holds nothing of a site in which the
person has no role.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Case, CharField, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone
from wagtail.models import Page, Revision, TaskState, WorkflowState, get_default_page_content_type

from sites.registry.models import SiteGroup, SiteRecord

from .levels import CORRECTION, levels, steps
from .models import BundleMember, EmergencyRelease, Substitution, Withdrawal


@dataclass(frozen=True)
class Entry:
    """One text on a desk.

    Attributes:
        where: the titles of the column and, where it helps, the site it is for.
        person: who submitted, returned or holds it; empty for one's own draft.
        when: since when it lies there.
        step: the step of review it waits for.
        reason: why it was returned.
        due: by when the step must be taken.
        conclusion: of the secrecy review that returned it, with the ground.
        remarks: what its reviewer pointed at.
    """

    page: Page
    where: str
    when: datetime.datetime | None
    person: str = ""
    step: str = ""
    reason: str = ""
    due: datetime.datetime | None = None
    conclusion: str = ""
    remarks: list[dict[str, str]] = field(default_factory=list)

    @property
    def is_overdue(self) -> bool:
        return self.due is not None and self.due < timezone.now()


def drafts(user) -> QuerySet[Page]:
    """Pages with unpublished changes that `user` began or changed last, and nobody reviews."""
    own = Q(owner=user) | Q(latest_revision__user=user)
    taken_down = Q(live=False, last_published_at__gte=F("latest_revision_created_at"))
    return (
        _pages_of_sites(user)
        .filter(own, has_unpublished_changes=True)
        .exclude(taken_down)
        .exclude(Exists(_active_states_of_row()))
        # Signed, and waiting for others.
        .exclude(Exists(BundleMember.objects.open().signed().filter(page_id=OuterRef("pk"))))
        .order_by("-latest_revision_created_at")
    )


def returned(user) -> QuerySet[WorkflowState]:
    """Texts that `user` submitted or began, returned to be changed."""
    return _of_author(user).filter(status=WorkflowState.STATUS_NEEDS_CHANGES)


def under_way(user) -> QuerySet[WorkflowState]:
    """Texts that `user` submitted or began, waiting for somebody else."""
    return _of_author(user).filter(status=WorkflowState.STATUS_IN_PROGRESS)


def awaiting(user) -> QuerySet[TaskState]:
    """Steps that `user` may decide now, the most urgent first.

    His role's and those he stands in for, on texts he neither wrote nor submitted nor approved.
    """
    groups = _groups_of(user)
    in_role = Q(pk__in=[])
    for kind in ("reviewtask", "secrecyreviewtask", "signofftask"):
        in_role |= Q(**{f"task__{kind}__groups__in": groups.always})
        in_role |= Q(
            **{f"task__{kind}__groups__in": groups.when_overdue}, stepstate__due_at__lt=timezone.now()
        )
    page = Page.objects.live().filter(pk=Cast(OuterRef("workflow_state__object_id"), IntegerField()))
    released = EmergencyRelease.objects.open().filter(
        page_id=Cast(OuterRef("workflow_state__object_id"), IntegerField())
    )
    live_revision = Coalesce(Subquery(page.values("live_revision_id")), 0, output_field=IntegerField())
    last_approved = Case(When(Exists(released), then=0), default=live_revision)
    revised = Revision.objects.filter(
        user=user,
        base_content_type=get_default_page_content_type(),
        object_id=OuterRef("workflow_state__object_id"),
        pk__gt=OuterRef("last_approved"),
    )
    approved = TaskState.objects.filter(
        workflow_state=OuterRef("workflow_state"),
        revision=OuterRef("revision"),
        status=TaskState.STATUS_APPROVED,
        finished_by=user,
    )
    return (
        TaskState.objects.filter(in_role, status=TaskState.STATUS_IN_PROGRESS)
        .filter(workflow_state__base_content_type=get_default_page_content_type())
        .exclude(workflow_state__requested_by=user)
        .annotate(last_approved=last_approved)
        .exclude(Exists(revised))
        .exclude(Exists(released.filter(released_by=user)))
        .exclude(Exists(approved))
        .select_related("stepstate", "workflow_state__requested_by")
        .order_by("stepstate__due_at", "pk")
        .distinct()
    )


def withdrawals(user) -> QuerySet[Withdrawal]:
    """Withdrawals that wait for the signature of `user`: others of his sites asked for them."""
    signing = levels()[CORRECTION].steps[-1]
    groups = SiteGroup.objects.filter(role=steps()[signing].role, group__user=user)
    return (
        Withdrawal.objects.requested()
        .filter(site_code__in=groups.values("record__code"))
        .exclude(requested_by=user)
        .select_related("page__content_type", "requested_by")
        .order_by("requested_at")
    )


def withdrawal_entries(rows: Iterable[Withdrawal]) -> list[Entry]:
    rows = list(rows)
    places = _places([row.page for row in rows])
    return [
        Entry(
            page=row.page,
            where=places[row.page_id],
            when=row.requested_at,
            person=str(row.requested_by),
            reason=row.reason,
        )
        for row in rows
    ]


def draft_entries(pages: Iterable[Page]) -> list[Entry]:
    pages = list(pages)
    places = _places(pages)
    return [Entry(page, places[page.pk], page.latest_revision_created_at) for page in pages]


def author_entries(states: Iterable[WorkflowState]) -> list[Entry]:
    """Entries of returned texts and of those under way."""
    states = list(states)
    pages = _pages_by_key(state.object_id for state in states)
    places = _places(pages.values())
    return [
        Entry(
            page=page,
            where=places[page.pk],
            when=step.finished_at or step.started_at,
            person=str(step.finished_by or ""),
            step=_step_name(step),
            reason=step.comment,
            conclusion=_conclusion(step),
            remarks=step.stepstate.remarks if hasattr(step, "stepstate") else [],
            due=_due(step) if step.status == TaskState.STATUS_IN_PROGRESS else None,
        )
        for state in states
        if (page := pages.get(int(state.object_id))) and (step := state.current_task_state)
    ]


def awaiting_entries(steps: Iterable[TaskState]) -> list[Entry]:
    steps = list(steps)
    pages = _pages_by_key(step.workflow_state.object_id for step in steps)
    places = _places(pages.values())
    return [
        Entry(
            page=page,
            where=places[page.pk],
            when=step.started_at,
            person=str(step.workflow_state.requested_by or ""),
            step=_step_name(step),
            due=_due(step),
        )
        for step in steps
        if (page := pages.get(int(step.workflow_state.object_id)))
    ]


def _step_name(step: TaskState) -> str:
    return step.stepstate.step_name if hasattr(step, "stepstate") else step.task.name


def _conclusion(step: TaskState) -> str:
    said = [step.stepstate.conclusion_name, step.stepstate.ground_name] if hasattr(step, "stepstate") else []
    return "：".join(word for word in said if word)


def _due(step: TaskState) -> datetime.datetime | None:
    return step.stepstate.due_at if hasattr(step, "stepstate") else None


@dataclass(frozen=True)
class _Groups:
    """Groups whose steps somebody takes: his own and those he was delegated; those whose deputy he is."""

    always: list[int]
    when_overdue: list[int]


def _groups_of(user) -> _Groups:
    own = list(user.groups.values_list("pk", flat=True))
    standing_in = Substitution.objects.effective(timezone.localdate()).of(user)
    rows = list(standing_in.values_list("kind", "site_group__group"))
    delegated = [group for kind, group in rows if kind == Substitution.Kind.DELEGATION]
    return _Groups(own + delegated, [group for kind, group in rows if kind == Substitution.Kind.DEPUTY])


def _of_author(user) -> QuerySet[WorkflowState]:
    owned = Page.objects.filter(owner=user, pk=Cast(OuterRef("object_id"), IntegerField()))
    in_sites = _pages_of_sites(user).filter(pk=Cast(OuterRef("object_id"), IntegerField()))
    return (
        WorkflowState.objects.filter(base_content_type=get_default_page_content_type())
        .filter(Q(requested_by=user) | Exists(owned))
        .filter(Exists(in_sites))
        .select_related(
            "current_task_state__task", "current_task_state__stepstate", "current_task_state__finished_by"
        )
        .order_by("-current_task_state__started_at", "-pk")
    )


def _active_states_of_row() -> QuerySet[WorkflowState]:
    # Workflow states name their page by a text.
    return WorkflowState.objects.active().filter(
        base_content_type=get_default_page_content_type(), object_id=Cast(OuterRef("pk"), CharField())
    )


def _pages_of_sites(user) -> QuerySet[Page]:
    """All pages of the sites in which `user` holds a role."""
    paths = SiteRecord.objects.of_user(user).values_list("site__root_page__path", flat=True)
    within = Q(pk__in=[])
    for path in paths:
        within |= Q(path__startswith=path)
    return Page.objects.filter(within)


def _pages_by_key(keys: Iterable[str]) -> dict[int, Page]:
    return Page.objects.select_related("content_type").in_bulk([int(key) for key in keys])


def _places(pages: Iterable[Page]) -> dict[int, str]:
    """The title of the column each page is in, followed by the site's."""
    length = Page.steplen
    pages = list(pages)
    wanted = {page.path[:-length] for page in pages} | {page.path[: 2 * length] for page in pages}
    titles = dict(Page.objects.filter(path__in=wanted).values_list("path", "title"))
    return {
        page.pk: " · ".join(
            dict.fromkeys(
                titles[path] for path in (page.path[: 2 * length], page.path[:-length]) if path in titles
            )
        )
        for page in pages
    }
