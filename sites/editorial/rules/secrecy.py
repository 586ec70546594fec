"""The rule about the secrecy review: what it did not let pass is not handed in again as it was."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wagtail.models import WorkflowState

from sites.pages import seen

from .. import secrecy
from ..models.step_state import StepState
from .reading import Reading
from .registry import Hit, rule


@rule("secrecy.unchanged")
def as_it_was_refused(reading: Reading, parameters: dict[str, Any]) -> Iterator[Hit]:
    page = reading.page
    if page.pk is None:
        return
    concluded = StepState.objects.filter(workflow_state__in=WorkflowState.objects.for_instance(page))
    last = concluded.exclude(conclusion="").select_related("revision").order_by("-pk").first()
    if last is None or secrecy.conclusions()[last.conclusion].passes:
        return
    if seen.form(page) == seen.form(last.revision.as_object()):
        yield Hit("title", last.conclusion_name)
