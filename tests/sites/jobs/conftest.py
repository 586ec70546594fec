import pytest
from django.core.management import call_command

from sites.jobs import background

from . import examples, installation


@pytest.fixture(autouse=True)
def _forget_what_ran():
    examples.done.clear()


@pytest.fixture
def work():
    """Let a worker do everything that waits in the queue, in this process."""

    def run() -> None:
        call_command("db_worker", batch=True, startup_delay=False, reload=False, verbosity=0)

    return run


@pytest.fixture
def timetable(monkeypatch):
    """The declared jobs, only as the test declares them."""
    monkeypatch.setattr(background, "_jobs", {})
    return background


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    return installation.make_template(tmp_path_factory.mktemp("jobs"))


@pytest.fixture
def house(tmp_path, template):
    """An installation whose work goes through its database."""
    made = installation.make(tmp_path, template, TASKS_BACKEND="database")
    yield made
    made.end()
