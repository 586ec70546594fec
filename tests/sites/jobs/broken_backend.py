"""A queue whose broker is out of reach."""

from django_tasks.backends.base import BaseTaskBackend


class UnreachableBackend(BaseTaskBackend):
    def enqueue(self, task, args, kwargs):
        raise ConnectionError("no broker")
