"""What a new site gets from this room: the steps of its review, and a record of what it began with."""

from __future__ import annotations

from django.utils.translation import gettext as _
from wagtail.models import Page, Workflow, WorkflowPage, WorkflowTask

from sites.pages import seen
from sites.registry.models import SiteRecord
from sites.registry.provisioning import provision_step

from . import acts, recording
from .levels import steps
from .models import ReviewTask, SecrecyReviewTask, SignOffTask

# Steps that are more than reading and approving.
SPECIAL = {"secrecy_review": SecrecyReviewTask, "sign_off": SignOffTask}


@provision_step
def make_workflow(record: SiteRecord) -> None:
    """Make one workflow with all steps; which of them a page takes is decided by its level."""
    workflow = Workflow.objects.create(name=_("%(site)s · review") % {"site": record.name})
    for order, step in enumerate(steps().values()):
        kind = SPECIAL.get(step.code, ReviewTask)
        task = kind.objects.create(name=f"{record.name} · {step.name}", step=step.code)
        task.groups.add(record.groups.get(role=step.role).group)
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=order)
    WorkflowPage.objects.create(workflow=workflow, page=record.site.root_page)


@provision_step
def record_foundation(record: SiteRecord) -> None:
    """Record the pages a site begins with: structure without text of its own, public without review."""
    pages = Page.objects.live().descendant_of(record.site.root_page, inclusive=True).specific()
    digests = {str(page.pk): seen.digest(page) for page in pages}
    recording.record(acts.FOUNDED, record.site.root_page, None, pages=digests)
