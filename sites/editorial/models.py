"""The steps of review: two people, neither of whom wrote the text."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, TaskState

from . import separation


class SeparatedApprovalTask(AbstractGroupApprovalTask):
    """An approval that nobody gives to his own text, and nobody gives twice; not even a superuser.

    Source: Xinyu 2011, art. 21 (nothing goes online without review).
    """

    class Meta:
        abstract = True

    def get_actions(self, obj, user) -> list[tuple[str, str, bool]]:
        if not self._user_in_groups(user) or separation.reason_against(obj, user):
            return []
        return [
            ("reject", _("Return to the author"), True),
            ("approve", _("Approve"), False),
            ("approve", _("Approve with comment"), True),
        ]

    def on_action(self, task_state, user, action_name, **kwargs):
        # The admin asks `get_actions` first; code that calls this directly meets the same rule.
        page = task_state.workflow_state.content_object
        allowed = {name for name, _label, _modal in self.get_actions(page, user)}
        if action_name not in allowed:
            raise PermissionDenied(separation.reason_against(page, user) or _("This step is not yours."))
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

    class Meta:
        verbose_name = _("sign-off step")
        verbose_name_plural = _("sign-off steps")

    @classmethod
    def get_description(cls):
        return _("A signer of the site releases the text; it is published at once.")
