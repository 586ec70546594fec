"""What a new site gets from this room: its review in two steps."""

from __future__ import annotations

from wagtail.models import Workflow, WorkflowPage, WorkflowTask

from sites.registry.models import SiteRecord
from sites.registry.provisioning import provision_step
from sites.registry.roles import roles

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
