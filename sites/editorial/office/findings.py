"""What the rules say about a form as it is typed, and explaining it; the editor's script asks for both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.translation import gettext as _
from wagtail.admin.views.pages.preview import PreviewOnCreate, PreviewOnEdit
from wagtail.models import WorkflowState

from sites.editorial.models import StepState
from sites.editorial.rules import operations
from sites.editorial.rules.checking import Finding, check
from sites.editorial.rules.registry import Level

if TYPE_CHECKING:
    from sites.pages.models import GovPage

# Names of what the script sends beside the form.
RULE, DIGEST, REASON = "finding-rule", "finding-digest", "finding-reason"


class _TypedForm:
    """The page as the form says it is; where a field is wrong, as it was saved. Nothing is stored.

    Finding the page, asking whether the user may edit it, and reading the form are Wagtail's, as for its
    preview.
    """

    http_method_names = ("post",)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return super().dispatch(request, *args, **kwargs)
        except (MultiValueDictKeyError, ValueError):
            # Blocks without their counters: not what the editor sends.
            return JsonResponse({"error": _("This is not the form of the page.")}, status=400)

    def typed(self) -> GovPage:
        form = self.get_form(self.request.POST)
        self.validate_form(form)
        return form.instance

    def answer(self, page: GovPage) -> JsonResponse:
        explained = operations.reasons(page)
        entries = [_entry(finding, explained.get(finding.key, "")) for finding in check(page)]
        return JsonResponse({"entries": [*_remarks(page), *entries]})


def _remarks(page: GovPage) -> list[dict[str, Any]]:
    """What the reviewer pointed at who returned the text last, until it is handed in again."""
    state = page.current_workflow_state if page.pk else None
    if state is None or state.status != WorkflowState.STATUS_NEEDS_CHANGES:
        return []
    returned = StepState.objects.filter(pk=state.current_task_state_id).select_related("finished_by").first()
    return [
        {
            "kind": "remark",
            "id": f"{returned.pk}-{number}",
            "path": remark["path"],
            "label": remark["label"],
            "level": Level.WARN.value,
            "level_label": _("Remark"),
            "title": f"{returned.step_name} · {returned.finished_by}",
            "message": remark["text"],
        }
        for number, remark in enumerate(returned.remarks if returned else [])
    ]


def _entry(finding: Finding, reason: str) -> dict[str, Any]:
    """What the script shows beside the place `path`. Other kinds of entries lack `rule` and `digest`."""
    return {
        "kind": "finding",
        "path": finding.path,
        "label": finding.label,
        "level": finding.level.value,
        "level_label": str(finding.level.label),
        "title": finding.rule.title,
        "message": finding.message,
        "source": finding.rule.source,
        "rule": finding.rule.id,
        "digest": finding.digest,
        "explained": reason,
    }


class FindingsView(_TypedForm, PreviewOnEdit):
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
        return self.answer(self.typed())


class NewFindingsView(_TypedForm, PreviewOnCreate):
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
        return self.answer(self.typed())


class ExplainView(_TypedForm, PreviewOnEdit):
    """Records the reason why a finding in the form stays, and answers with all findings."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
        page = self.typed()
        key = request.POST.get(RULE, ""), request.POST.get(DIGEST, "")
        found = next((finding for finding in check(page) if finding.key == key), None)
        try:
            if found is None:
                raise ValidationError(_("This is not in the text any more."))
            operations.override(page, found, request.user, request.POST.get(REASON, ""))
        except ValidationError as refusal:
            return JsonResponse({"error": " ".join(refusal.messages)}, status=422)
        return self.answer(page)
