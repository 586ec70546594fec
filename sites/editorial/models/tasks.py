"""The steps of review: each taken by somebody else, none of whom wrote the text."""

from __future__ import annotations

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import F, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, Page, Task, TaskState
from wagtail.signals import task_submitted

from sites.editorial import acts, decisions, recording, separation, signatories, substitutes
from sites.editorial.corrections import level_of_version
from sites.editorial.levels import Level, levels, steps
from sites.editorial.locks import ReviewLock

from .step_state import StepState, new_state


class ReasonForm(forms.Form):
    """What a step is returned with: the author must learn what to change."""

    comment = forms.CharField(label=_("Reason"), widget=forms.Textarea({"rows": 3}), max_length=1000)


class SeparatedApprovalTask(AbstractGroupApprovalTask):
    """An approval that nobody gives to his own text, and nobody gives twice; not even a superuser.

    `step` names the step of the data file that it is; a page whose level does not ask for it passes it by.

    Source: Xinyu 2011, art. 21 (nothing goes online without review).
    """

    step = models.CharField(_("step of review"), max_length=30)

    lock_class = ReviewLock
    task_state_class = StepState
    approve_label = _("Approve")
    approve_with_comment_label = _("Approve with comment")
    decide_label = _("Go to review")

    class Meta:
        abstract = True

    @property
    def step_name(self) -> str:
        """What the step is called to those who know which site they work for: 审核, 签发."""
        return steps()[self.step].name

    def start(self, workflow_state, user=None):
        """Begin the first step that the level asks for and nobody has approved for the latest version.

        A text that was changed after a return begins again with the review, whoever returned it.
        """
        page, before = workflow_state.content_object, workflow_state.current_task_state
        level = _level(before, page)
        if before is None:
            # Handed in for the first time, or again after a return: by whichever of Wagtail's doors.
            revision = page.latest_revision_id
            recording.record(acts.SUBMITTED, page, user, revision=revision, level=level.code)
        for task in _still_to_take(workflow_state):
            if not task.own_step:
                return task.specific.start(workflow_state, user=user)
            if task.own_step in level.steps:
                state = new_state(task, workflow_state, level, TaskState.STATUS_IN_PROGRESS)
                task_submitted.send(sender=StepState, instance=state, user=user)
                return state
            new_state(task, workflow_state, level, TaskState.STATUS_SKIPPED)
        raise PermissionDenied(_("The review of this site lacks its last step; ask the administrators."))

    def is_own(self, user) -> bool:
        """Whether `user` holds the role that takes this step."""
        return self._user_in_groups(user)

    def may_take(self, user, page) -> bool:
        """Whether this step is for `user`: by his role, or because he stands in for somebody."""
        return self.is_own(user) or substitutes.principal_for(user, self, page) is not None

    def get_actions(self, obj, user) -> list[tuple[str, str, bool]]:
        if not self.may_take(user, obj) or separation.reason_against(obj, user):
            return []
        return [
            ("approve", str(self.approve_label), False),
            ("approve", str(self.approve_with_comment_label), True),
            ("reject", str(_("Return to the author")), True),
        ]

    def get_form_for_action(self, action):
        return ReasonForm if action == "reject" else super().get_form_for_action(action)

    def on_action(self, task_state, user, action_name, **kwargs):
        # The admin asks `get_actions` first; code that calls this directly meets the same rules.
        page = task_state.workflow_state.content_object
        allowed = {name for name, _label, _modal in self.get_actions(page, user)}
        if action_name not in allowed:
            raise PermissionDenied(separation.reason_against(page, user) or _("This step is not yours."))
        if task_state.revision_id != page.latest_revision_id:
            raise PermissionDenied(_("The text was changed since this step began; it has to be read again."))
        if not self.is_own(user):
            task_state.on_behalf_of = substitutes.principal_for(user, self, page)
        decision = self.decision(action_name, **kwargs)
        decisions.carry_out(decision, task_state, page, user)

    def decision(self, action_name: str, **kwargs) -> decisions.Decision:
        """What was decided, checked.

        Raises:
            ValidationError: something that must be said is missing.
        """
        return decisions.Decision.checked(action_name == "approve", **kwargs)

    def user_can_access_editor(self, obj, user) -> bool:
        return self.may_take(user, obj)

    def locked_for_user(self, obj, user) -> bool:
        """Whoever waits for a decision waits: text under review changes only by the reviewer's hand."""
        return not self.may_take(user, obj)

    def get_task_states_user_can_moderate(self, user, **kwargs):
        if self._user_in_groups(user):
            return self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        return TaskState.objects.none()


class ReviewTask(SeparatedApprovalTask):
    """审核, 复审, 校对: is it right, complete and ours to publish?"""

    class Meta:
        verbose_name = _("review step")
        verbose_name_plural = _("review steps")

    @classmethod
    def get_description(cls):
        return _("A reviewer of the site checks the text.")


class SecrecyReviewTask(SeparatedApprovalTask):
    """保密审查: may it be disclosed? Its conclusion is recorded and sealed.

    Source: Regulation on the disclosure of government information (2019), art. 17.
    """

    approve_label = _("May be disclosed")
    decide_label = _("Go to the secrecy review")

    class Meta:
        verbose_name = _("secrecy review step")
        verbose_name_plural = _("secrecy review steps")

    @classmethod
    def get_description(cls):
        return _("A secrecy reviewer of the site concludes whether the text may be disclosed.")

    def decision(self, action_name: str, **kwargs) -> decisions.Decision:
        return decisions.Decision.of_secrecy_review(action_name == "approve", **kwargs)


class SignOffTask(SeparatedApprovalTask):
    """签发: the last word; approving it publishes."""

    approve_label = _("Sign off and publish")
    approve_with_comment_label = _("Sign off with comment")
    decide_label = _("Go to sign-off")

    class Meta:
        verbose_name = _("sign-off step")
        verbose_name_plural = _("sign-off steps")

    @classmethod
    def get_description(cls):
        return _("A signer of the site releases the text; it is published at once.")

    def is_own(self, user) -> bool:
        """Also of a leader who holds no role: he is registered to sign for this site by links."""
        return super().is_own(user) or signatories.signs_for(user, self)


def _still_to_take(workflow_state) -> list[Task]:
    """The tasks that were neither approved nor passed by for the latest version, in order.

    Each has its step as `own_step`; empty where an administrator added a task of another kind.
    """
    tasks = Task.objects.active().filter(workflow_tasks__workflow=workflow_state.workflow_id)
    kinds = [F(f"{kind.__name__.lower()}__step") for kind in (ReviewTask, SecrecyReviewTask, SignOffTask)]
    done = workflow_state.successful_task_states
    return list(
        tasks.exclude(task_states__in=done)
        .annotate(own_step=Coalesce(*kinds, Value("")))
        .order_by("workflow_tasks__sort_order")
    )


def _level(before: TaskState | None, page: Page) -> Level:
    """The level under which the next step begins: between two steps of one version it stays.

    `publish` looks at it once more.
    """
    if before is not None and before.revision_id == page.latest_revision_id:
        known = StepState.objects.filter(pk=before.pk).values_list("level", flat=True).first()
        if known:
            return levels()[known]
    return level_of_version(page.latest_revision)
