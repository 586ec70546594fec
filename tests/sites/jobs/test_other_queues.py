"""The same work through RQ and through Celery, with a real Redis, by settings alone."""

import shutil
import signal

import pytest

from tests.servers import redis_server

from . import installation
from .installation import wait_until

pytestmark = pytest.mark.skipif(
    shutil.which("redis-server") is None,
    reason="redis-server is not installed (apt-get install redis-server): RQ and Celery are not tested",
)


@pytest.fixture(scope="module")
def redis_url(tmp_path_factory):
    with redis_server(tmp_path_factory.mktemp("redis")) as url:
        yield url


@pytest.fixture(params=["rq", "celery"])
def house(request, redis_url, tmp_path, template):
    pytest.importorskip(
        {"rq": "django_tasks_rq", "celery": "celery"}[request.param],
        reason="requirements-distributed.txt is not installed",
    )
    redis = pytest.importorskip("redis")
    database = {"rq": 0, "celery": 1}[request.param]
    made = installation.make(
        tmp_path, template, TASKS_BACKEND=request.param, REDIS_URL=f"{redis_url}/{database}"
    )
    redis.Redis.from_url(made.environment["REDIS_URL"]).flushdb()
    yield made
    made.end()


def test_work_is_done_and_a_failure_is_tried_again(house):
    house.enqueue("leave", "安澜市")
    house.enqueue("fail_once")
    house.start("worker")
    house.start("scheduler", "--interval=0.2")
    wait_until(lambda: house.states()[:2] == ["done", "done"], "both are done")
    assert house.lines("left") == ["安澜市"]
    assert len(house.lines("tries")) == 2


def test_a_task_over_its_limit_is_stopped(house):
    house.enqueue("slow")
    house.start("worker")
    wait_until(lambda: house.states() == ["failed"], "it is stopped")


def test_a_task_whose_worker_was_killed_is_run_again_to_its_end(house):
    house.enqueue("hang_once")
    worker = house.start("worker")
    wait_until(lambda: len(house.lines("hanging")) == 1, "the task is under way")
    house.kill_group(worker)
    house.kill_task("hanging")
    house.start("worker")
    house.start("scheduler", "--interval=0.2")
    wait_until(lambda: house.states()[:1] == ["done"], "the task is done")
    assert len(set(house.lines("hanging"))) == 2


def test_a_worker_asked_to_stop_ends(house):
    house.enqueue("leave", "a line")
    worker = house.start("worker")
    wait_until(lambda: house.states() == ["done"], "the task is done")
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=30) in {0, 1}
