"""The buttons below the edit form: what they are called, and which there are."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.action_menu import (
    ActionMenuItem,
    CancelWorkflowMenuItem,
    PageLockedMenuItem,
    SaveDraftMenuItem,
    SubmitForModerationMenuItem,
)
from wagtail.models import WorkflowState

from sites.editorial import emergency, withdrawal


def may_withdraw(page, user) -> bool:
    """Only who submitted or began a text takes it back; others return it, with a reason."""
    state = page.current_workflow_state
    return state is not None and user in (state.requested_by, page.owner)


class SubmitItem(SubmitForModerationMenuItem):
    """提交审核: the one way on from a draft."""

    def get_context_data(self, parent_context) -> dict:
        context = super().get_context_data(parent_context)
        page = context.get("page")
        state = page.current_workflow_state if page and page.pk else None
        returned = state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES
        context["label"] = _("Submit again for review") if returned else _("Submit for review")
        return context


class WithdrawItem(CancelWorkflowMenuItem):
    """撤回送审: the author takes the text back to change it."""

    label = _("Withdraw from review")


class DecideItem(ActionMenuItem):
    """Leads whoever may decide to the page made for it."""

    name = "office-decide"
    icon_name = "check"

    def __init__(self, label, **kwargs):
        super().__init__(**kwargs)
        self.label = label

    def get_url(self, parent_context) -> str:
        return reverse("sites_editorial:review", args=[parent_context["page"].pk])


class EmergencyItem(ActionMenuItem):
    """应急发布: leads to the page on which the reason is asked for."""

    name = "office-emergency"
    label = _("Emergency release")
    icon_name = "warning"

    def get_url(self, parent_context) -> str:
        return reverse("sites_editorial:emergency", args=[parent_context["page"].pk])


class TakeDownItem(ActionMenuItem):
    """撤稿: leads to the page on which kind and reason are asked for."""

    name = "office-take-down"
    label = _("Withdraw the page")
    icon_name = "download"

    def get_url(self, parent_context) -> str:
        return reverse("sites_editorial:withdraw", args=[parent_context["page"].pk])


def arrange(items: list[ActionMenuItem], user, context: dict) -> list[ActionMenuItem]:
    """Return the buttons for `user`, the main one first."""
    by_kind = {type(item): item for item in items}
    page = context.get("page")
    wanted: list[ActionMenuItem] = []
    task = page.current_workflow_task if page else None
    if task is not None and task.get_actions(page, user):
        wanted.append(DecideItem(task.decide_label))
    if SubmitForModerationMenuItem in by_kind:
        wanted.append(SubmitItem())
    wanted += [by_kind[kind] for kind in (SaveDraftMenuItem, PageLockedMenuItem) if kind in by_kind]
    if PageLockedMenuItem in by_kind:
        wanted = [item for item in wanted if not isinstance(item, SaveDraftMenuItem)]
    if CancelWorkflowMenuItem in by_kind and may_withdraw(page, user):
        wanted.append(WithdrawItem())
    if page is not None and page.pk and not emergency.reason_against(page, user):
        wanted.append(EmergencyItem())
    if page is not None and page.live and withdrawal.may_request(page, user):
        wanted.append(TakeDownItem())
    return wanted
