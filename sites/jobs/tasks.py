"""The one task that the queue knows: make an attempt at a run."""

from django_tasks import task

from .attempts import make_attempt


@task()
def attempt(run_id: int) -> None:
    """Make an attempt at run `run_id`, unless one was made already."""
    make_attempt(run_id)
