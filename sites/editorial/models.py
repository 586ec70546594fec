"""The steps of review: two people, neither of whom wrote the text."""

from __future__ import annotations

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, TaskState

from . import acts, recording, separation
from .locks import ReviewLock


class ReasonForm(forms.Form):
    """What a step is returned with: the author must learn what to change."""

    comment = forms.CharField(label=_("Reason"), widget=forms.Textarea({"rows": 3}), max_length=1000)


class SeparatedApprovalTask(AbstractGroupApprovalTask):
    """An approval that nobody gives to his own text, and nobody gives twice; not even a superuser.

    Source: Xinyu 2011, art. 21 (nothing goes online without review).
    """

    lock_class = ReviewLock
    approve_label = _("Approve")
    approve_with_comment_label = _("Approve with comment")
    decide_label = _("Go to review")

    class Meta:
        abstract = True

    @property
    def step_name(self) -> str:
        """What the step is called to those who know which site they work for: 审核, 签发."""
        return str(self._meta.verbose_name)

    def start(self, workflow_state, user=None):
        """Start this step, or the first before it that has not approved the latest version.

        A text that was changed after a return begins again with the review, whoever returned it.
        """
        last = workflow_state.current_task_state
        # Wagtail has asked for the next step already when it comes here from an approval.
        advancing = last is not None and last.status == TaskState.STATUS_APPROVED
        first = None if advancing else workflow_state.get_next_task()
        if first is not None and first.pk != self.pk:
            return first.specific.start(workflow_state, user=user)
        return super().start(workflow_state, user=user)

    def get_actions(self, obj, user) -> list[tuple[str, str, bool]]:
        if not self._user_in_groups(user) or separation.reason_against(obj, user):
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
        if action_name == "reject" and not kwargs.get("comment", "").strip():
            raise ValidationError(_("Write the reason, so that the author knows what to change."))
        act = acts.APPROVED if action_name == "approve" else acts.RETURNED
        comment = kwargs.get("comment", "")
        recording.record_decision(act, page, task_state.revision, user, self._meta.model_name, comment)
        return super().on_action(task_state, user, action_name, **kwargs)

    def user_can_access_editor(self, obj, user) -> bool:
        return self._user_in_groups(user)

    def locked_for_user(self, obj, user) -> bool:
        """Whoever waits for a decision waits: text under review changes only by the reviewer's hand."""
        return not self._user_in_groups(user)

    def get_task_states_user_can_moderate(self, user, **kwargs):
        if self._user_in_groups(user):
            return self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        return TaskState.objects.none()


class ReviewTask(SeparatedApprovalTask):
    """审核: is it right, complete and ours to publish?"""

    class Meta:
        verbose_name = _("review step")
        verbose_name_plural = _("review steps")

    @classmethod
    def get_description(cls):
        return _("A reviewer of the site checks the text.")


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


from .rules.models import LiveFinding, OpenedFile, ReviewedHost, RuleOverride, TextMark  # noqa: E402, F401
