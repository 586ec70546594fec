"""Why a text under review cannot be changed, told to whoever opens it."""

from __future__ import annotations

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail.locks import WorkflowLock

from . import separation


class ReviewLock(WorkflowLock):
    """The lock of a review step, with a sentence for each person who may stand before it."""

    def get_message(self, user) -> str:
        if self.task.get_actions(self.object, user):
            return format_html(
                '{} <a href="{}">{}</a>',
                _("This text waits for your decision."),
                reverse("sites_editorial:review", args=[self.object.pk]),
                _("Read it and decide"),
            )
        waits = _("This text waits for “%(step)s” and cannot be changed meanwhile.") % {
            "step": self.task.step_name
        }
        reason = separation.reason_against(self.object, user)
        way_out = self._way_out(user) if self.for_user(user) else ""
        return format_html("{} {} {}", waits, reason, way_out).strip()

    def _way_out(self, user) -> str:
        state = self.object.current_workflow_state
        if state is not None and user in (state.requested_by, self.object.owner):
            return _("To change it, withdraw it from review.")
        return ""

    def get_locked_by(self, user, can_lock=False) -> str:
        return _("Under review")

    def get_description(self, user, can_lock=False) -> str:
        return _("Only those who decide this step can open it for changes.")
