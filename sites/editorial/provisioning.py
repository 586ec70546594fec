"""What a new site gets from this room: its review in two steps, and a record of what it began with."""

from __future__ import annotations

from wagtail.models import Page, Workflow, WorkflowPage, WorkflowTask

from sites.pages import seen
from sites.registry.models import SiteRecord
from sites.registry.provisioning import provision_step
from sites.registry.roles import roles

from . import acts, recording
from .models import ReviewTask, SignOffTask

# Step and the role that takes it, in order.
STEPS = [(ReviewTask, "reviewer"), (SignOffTask, "signer")]


@provision_step
def make_workflow(record: SiteRecord) -> None:
    names = [roles()[role].name for _step, role in STEPS]
    workflow = Workflow.objects.create(name=f"{record.name} · {'、'.join(names)}")
    for order, (step, role) in enumerate(STEPS):
        task = step.objects.create(name=f"{record.name} · {roles()[role].name}")
        task.groups.add(record.groups.get(role=role).group)
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=order)
    WorkflowPage.objects.create(workflow=workflow, page=record.site.root_page)


@provision_step
def record_foundation(record: SiteRecord) -> None:
    """Record the pages a site begins with: structure without text of its own, public without review."""
    pages = Page.objects.live().descendant_of(record.site.root_page, inclusive=True).specific()
    digests = {str(page.pk): seen.digest(page) for page in pages}
    recording.record(acts.FOUNDED, record.site.root_page, None, pages=digests)
