"""The office's page about background work: what failed, what waits, what comes next."""

from __future__ import annotations

from typing import Any, TypeVar

from django.core.exceptions import ImproperlyConfigured
from django.core.paginator import Paginator
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from django_tasks_db.models import DBTaskResult
from wagtail.admin import messages
from wagtail.admin.auth import permission_required
from wagtail.admin.views.generic import PermissionCheckedMixin
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from . import database_queue, operations
from .background import find_task
from .models import ScheduledJob, TaskRun

PERMISSION = "sites_jobs.view_failures"
PAGE_SIZE = 20
SHOWN_IN_PROGRESS = 50

Row = TypeVar("Row", bound=Model)
checked = permission_required(PERMISSION)


def task_title(path: str) -> str:
    """What a person calls the task at `path`; the path itself when its code is gone."""
    try:
        return str(find_task(path).title)
    except (ImportError, TypeError, ImproperlyConfigured):
        return path


def _titled(rows: list[Any]) -> list[Any]:
    titles = {path: task_title(path) for path in {row.task_path for row in rows}}
    for row in rows:
        row.title = titles[row.task_path]
    return rows


class OverviewView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """Everything about background work on one page, with buttons to run it again."""

    template_name = "sites_jobs/overview.html"
    page_title = gettext_lazy("Background work")
    header_icon = "rotate"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = checked(super().dispatch)(request, *args, **kwargs)
        return response

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        failed = Paginator(TaskRun.objects.failed().order_by("-finished_at"), PAGE_SIZE)
        page = failed.get_page(self.request.GET.get("p"))
        page.object_list = _titled(list(page.object_list))
        unfinished = TaskRun.objects.unfinished()
        jobs = ScheduledJob.objects.select_related("last_run")
        return {
            **context,
            "failed": page,
            "others_failed": database_queue.others_failed().order_by("-finished_at")[:PAGE_SIZE],
            "unfinished_count": unfinished.count(),
            "unfinished": _titled(list(unfinished.order_by("-state", "due_at")[:SHOWN_IN_PROGRESS])),
            "jobs": _titled(list(jobs.order_by("next_run_at"))),
            "now": timezone.now(),
        }


def _back(request: HttpRequest, done: bool, success: str, failure: str) -> HttpResponse:
    """Return to the page with one sentence about what happened."""
    if done:
        messages.success(request, success)
    else:
        messages.warning(request, failure)
    return redirect(reverse("sites_jobs:overview"))


@require_POST
@checked
def run_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Give failed work a fresh set of attempts."""
    run = get_object_or_404(TaskRun, pk=pk)
    return _back(
        request,
        operations.run_again(run),
        _("“%(task)s” will be run again.") % {"task": task_title(run.task_path)},
        _("“%(task)s” is no longer among the failed tasks.") % {"task": task_title(run.task_path)},
    )


@require_POST
@checked
def run_other_again(request: HttpRequest, pk: str) -> HttpResponse:
    """Enqueue a failed task of the framework anew."""
    row = get_object_or_404(DBTaskResult.objects.failed(), pk=pk)
    return _back(
        request,
        database_queue.run_again(row),
        _("“%(task)s” will be run again.") % {"task": row.task_path},
        _("“%(task)s” no longer exists in this version and cannot be run.") % {"task": row.task_path},
    )


@require_POST
@checked
def start_job(request: HttpRequest, pk: int) -> HttpResponse:
    """Start a scheduled job outside its time."""
    job = get_object_or_404(ScheduledJob, pk=pk)
    return _back(
        request,
        operations.start_now(job) is not None,
        _("“%(task)s” has been started.") % {"task": task_title(job.task_path)},
        _("“%(task)s” is already under way.") % {"task": task_title(job.task_path)},
    )


@require_POST
@checked
def switch_job(request: HttpRequest, pk: int) -> HttpResponse:
    """Switch a scheduled job on or off, as the form's field `on` (1 or 0) says."""
    job = get_object_or_404(ScheduledJob, pk=pk)
    on = request.POST.get("on") == "1"
    operations.switch(job, on=on)
    sentence = _("“%(task)s” has been switched on.") if on else _("“%(task)s” has been switched off.")
    return _back(request, True, sentence % {"task": task_title(job.task_path)}, "")
