"""The office's page about background work."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone, translation
from django_tasks_db.models import DBTaskResult

from sites.jobs import operations
from sites.jobs.models import ScheduledJob, TaskRun

from . import examples
from .probe.tasks import foreign_hang_once

pytestmark = pytest.mark.django_db
CSRF = re.compile(r"csrfmiddlewaretoken")


@pytest.fixture
def office(client, settings):
    """A client signed in as somebody who may enter the office and has the given rights.

    The registry, a room above this one, has a check of its own; here this room's own is on trial.
    """
    above = "sites.registry.admin_access.AdminAccessMiddleware"
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if name != above]

    def sign_in(*codenames: str):
        user = get_user_model().objects.create_user(username="lin", password="x")
        user.user_permissions.add(*Permission.objects.filter(codename__in=["access_admin", *codenames]))
        client.force_login(user)
        return client

    return sign_in


def failed_run(**changes):
    run = examples.fail.enqueue()
    values = {"state": TaskRun.State.FAILED, "attempts": 3, "error": "RuntimeError: 没有网络", **changes}
    TaskRun.objects.filter(pk=run.pk).update(finished_at=timezone.now(), **values)
    run.refresh_from_db()
    return run


def acts(run, job, row):
    return [
        reverse("sites_jobs:run_again", args=[run.pk]),
        reverse("sites_jobs:run_other_again", args=[row.pk]),
        reverse("sites_jobs:start_job", args=[job.pk]),
        reverse("sites_jobs:switch_job", args=[job.pk]),
    ]


@pytest.fixture
def job(timetable):
    timetable.scheduled("nightly", cron="0 3 * * *")(examples.recur)
    operations.sync_jobs(timezone.now())
    return ScheduledJob.objects.get()


@pytest.fixture
def other():
    foreign_hang_once.enqueue()
    row = DBTaskResult.objects.get()
    row.set_failed(RuntimeError("no"))
    return row


def test_who_lacks_the_permission_sees_nothing_and_changes_nothing(office, job, other):
    run = failed_run()
    client = office()
    assert client.get(reverse("sites_jobs:overview")).status_code == 302
    for address in acts(run, job, other):
        client.post(address)
    run.refresh_from_db()
    job.refresh_from_db()
    assert run.state == TaskRun.State.FAILED
    assert job.enabled
    assert job.last_run is None
    assert DBTaskResult.objects.failed().filter(pk=other.pk).exists()


def test_who_is_not_signed_in_is_sent_to_sign_in(client):
    response = client.get(reverse("sites_jobs:overview"))
    assert response.status_code == 302
    assert "login" in response["Location"]


def test_the_page_shows_what_failed_what_waits_and_what_comes_next(office, job, other):
    failed_run()
    examples.note.enqueue_at(timezone.now() + timedelta(days=1))
    page = office("view_failures").get(reverse("sites_jobs:overview")).content.decode()
    assert "没有网络" in page
    assert examples.note.title in page
    assert examples.recur.title in page
    assert other.task_path in page


def test_the_page_is_in_chinese(office, job, other):
    failed_run()
    with translation.override("zh-hans"):
        page = office("view_failures").get(reverse("sites_jobs:overview")).content.decode()
    for words in ["后台任务", "失败原因", "重新执行", "等待和执行中", "定时任务", "立即执行", "停用"]:
        assert words in page


def test_every_button_is_a_form_with_its_token(office, job, other):
    failed_run()
    page = office("view_failures").get(reverse("sites_jobs:overview")).content.decode()
    forms = re.findall(r'<form action="[^"]*background-work[^"]*" method="post">.*?</form>', page, re.DOTALL)
    assert len(forms) == 4
    assert all(CSRF.search(form) for form in forms)


def test_nothing_is_changed_by_following_a_link(office, job, other):
    client = office("view_failures")
    for address in acts(failed_run(), job, other):
        assert client.get(address).status_code == 405


def test_failed_work_is_run_again_by_its_button(office):
    run = failed_run()
    response = office("view_failures").post(reverse("sites_jobs:run_again", args=[run.pk]), follow=True)
    run.refresh_from_db()
    assert run.state == TaskRun.State.WAITING
    assert str(examples.fail.title) in response.content.decode()


def test_a_failed_task_of_the_framework_is_enqueued_anew(office, other):
    office("view_failures").post(reverse("sites_jobs:run_other_again", args=[other.pk]))
    row = DBTaskResult.objects.get()
    assert (row.status, row.task_path, row.pk != other.pk) == ("READY", other.task_path, True)


def test_a_failed_task_whose_code_is_gone_stays_and_the_page_says_why(office, other):
    DBTaskResult.objects.update(task_path="gone.task")
    client = office("view_failures")
    address = reverse("sites_jobs:run_other_again", args=[other.pk])
    assert "gone.task" in client.post(address, follow=True).content.decode()
    assert DBTaskResult.objects.failed().count() == 1


def test_a_job_is_started_and_switched_off_and_on_by_its_buttons(office, job):
    client = office("view_failures")
    client.post(reverse("sites_jobs:start_job", args=[job.pk]))
    job.refresh_from_db()
    assert job.last_run.state == TaskRun.State.WAITING
    client.post(reverse("sites_jobs:switch_job", args=[job.pk]), {"on": "0"})
    job.refresh_from_db()
    assert not job.enabled
    client.post(reverse("sites_jobs:switch_job", args=[job.pk]), {"on": "1"})
    job.refresh_from_db()
    assert job.enabled


def test_a_traceback_is_text_and_no_markup(office):
    failed_run(traceback="<script>alert(1)</script>", error="<b>")
    page = office("view_failures").get(reverse("sites_jobs:overview")).content.decode()
    assert "<script>alert(1)" not in page


@pytest.mark.parametrize("count", [3, 60])
def test_the_page_costs_the_same_however_much_failed(office, django_assert_max_num_queries, count):
    for _number in range(count):
        failed_run()
    client = office("view_failures")
    with django_assert_max_num_queries(30):
        page = client.get(reverse("sites_jobs:overview"))
    assert page.status_code == 200
    assert len(page.context["failed"].object_list) == min(count, 20)


def test_the_menu_names_the_page_only_to_those_who_may_open_it(office):
    address = reverse("sites_jobs:overview")
    client = office()
    assert address not in client.get(reverse("wagtailadmin_home")).content.decode()
    client.force_login(get_user_model().objects.create_superuser(username="root", password="x"))
    assert address in client.get(reverse("wagtailadmin_home")).content.decode()
