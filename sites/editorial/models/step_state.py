"""One step of one review: by when it is due, and what was decided."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log
from wagtail.models import Task, TaskState

from sites.editorial.levels import Level, levels, steps
from sites.editorial.secrecy import conclusions, grounds


class StepStateQuerySet(models.QuerySet["StepState"]):
    def waiting(self) -> StepStateQuerySet:
        return self.filter(status=TaskState.STATUS_IN_PROGRESS)

    def overdue(self, now: datetime.datetime) -> StepStateQuerySet:
        return self.waiting().filter(due_at__lt=now)


class StepState(TaskState):
    """What one step of review asks for and what came of it.

    `remarks` point at places of the text: a list of {"path", "label", "text"}.
    """

    step = models.CharField(_("step of review"), max_length=30)
    level = models.CharField(_("level of review"), max_length=30)
    due_at = models.DateTimeField(_("due at"), db_index=True)
    reminded_at = models.DateTimeField(_("reminded at"), null=True)
    on_behalf_of = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("on behalf of"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    conclusion = models.CharField(_("conclusion of the secrecy review"), max_length=30, blank=True)
    ground = models.CharField(_("ground"), max_length=30, blank=True)
    remarks = models.JSONField(_("remarks"), default=list, blank=True)

    # Wagtail's manager knows `reviewable_by`; ours adds the words of this room.
    objects = type(TaskState.objects).from_queryset(StepStateQuerySet)()

    class Meta:
        verbose_name = _("step under review")
        verbose_name_plural = _("steps under review")
        default_permissions = ()

    @property
    def step_name(self) -> str:
        """The official name: 审核, 保密审查, 签发."""
        return steps()[self.step].name

    @property
    def conclusion_name(self) -> str:
        return conclusions()[self.conclusion].name if self.conclusion else ""

    @property
    def ground_name(self) -> str:
        return grounds()[self.ground].name if self.ground else ""

    @property
    def is_overdue(self) -> bool:
        return self.status == self.STATUS_IN_PROGRESS and self.due_at < timezone.now()

    def log_state_change_action(self, user, action: str) -> None:
        """As Wagtail's, with the step that follows taken from the level, and the revision left unread."""
        following = levels()[self.level].after(self.step)
        log(
            instance=self.workflow_state.content_object.specific_deferred,
            action=f"wagtail.workflow.{action}",
            user=user,
            data={
                "workflow": {
                    "id": self.workflow_state.workflow_id,
                    "title": self.workflow_state.workflow.name,
                    "status": self.status,
                    "task_state_id": self.pk,
                    "task": {"id": self.task_id, "title": self.step_name},
                    "next": {"title": steps()[following].name} if following else None,
                },
                "comment": self.get_comment(),
            },
            revision=self.revision,
        )


def new_state(task: Task, workflow_state, level: Level, status: str) -> StepState:
    """Record that a step begins, or that its level does not ask for it.

    Args:
        task: with its step as `own_step`.
        status: one of `TaskState.STATUS_IN_PROGRESS` and `STATUS_SKIPPED`.
    """
    now = timezone.now()
    state = StepState(
        workflow_state=workflow_state,
        task=task,
        revision_id=workflow_state.content_object.latest_revision_id,
        status=status,
        step=task.own_step,
        level=level.code,
        due_at=now + steps()[task.own_step].due,
        finished_at=now if status == TaskState.STATUS_SKIPPED else None,
    )
    state.save()
    return state
