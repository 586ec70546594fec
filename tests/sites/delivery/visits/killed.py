"""Counts visits while it is killed before each step, or while another process counts, and prints the sums.

Run as a process of its own on a migrated database of its own: it forks.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection, connections  # noqa: E402
from django.db.models import Sum  # noqa: E402
from wagtail.models import Page, Site  # noqa: E402

from sites.delivery.models import CountedFile, PageVisits, SearchedText  # noqa: E402
from sites.delivery.visits import files  # noqa: E402
from sites.delivery.visits.counting import count  # noqa: E402
from sites.delivery.visits.log import folder  # noqa: E402

HOST = "www.anlan.example"
LINES = 30
# Several parts in each file.
files.PART = 400


def prepare() -> None:
    home = Page.objects.get(depth=1).add_child(instance=Page(title="首页", slug="home", live=False))
    Site.objects.create(hostname=HOST, root_page=home)
    forget()


def forget() -> None:
    """Have nothing counted, and two files of lines: one of an hour that is over."""
    for model in (PageVisits, SearchedText, CountedFile):
        model.objects.all().delete()
    folder().mkdir(parents=True, exist_ok=True)
    for number in (1, 2):
        now = f"{time.time() + number:.3f}"
        text = f"{now}\tread\t{HOST}\t/\n{now}\tasked\t{HOST}\t0 公积金\n" * LINES
        (folder() / f"{number}.log").write_text(text)
    os.utime(folder() / "1.log", (0, 0))


def sums() -> dict[str, int]:
    return {
        "read": PageVisits.objects.aggregate(all=Sum("own"))["all"] or 0,
        "asked": SearchedText.objects.aggregate(all=Sum("times"))["all"] or 0,
    }


def in_child(work: Callable[[], None]) -> int:
    """Begin `work` in a process of its own; its number."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        work()
        connections.close_all()
        os._exit(0)
    return child


def die_before_step(number: int) -> None:
    """End this process before one of its statements, or the deletion of a file."""
    steps = 0

    def step() -> None:
        nonlocal steps
        steps += 1
        if steps == number:
            os.kill(os.getpid(), signal.SIGKILL)

    def execute(execute, sql, params, many, context):
        step()
        return execute(sql, params, many, context)

    unlink = Path.unlink

    def counted_unlink(self, *args, **kwargs):
        step()
        unlink(self, *args, **kwargs)

    Path.unlink = counted_unlink
    connection.execute_wrappers.append(execute)
    count()


def killed() -> None:
    for number in range(1, 500):
        forget()
        _child, status = os.waitpid(in_child(lambda number=number: die_before_step(number)), 0)
        os.waitpid(in_child(count), 0)
        print(json.dumps(sums()))
        if os.WIFEXITED(status):
            return


def together() -> None:
    for _round in range(5):
        forget()
        for child in [in_child(count) for _process in range(3)]:
            assert os.waitpid(child, 0)[1] == 0
        print(json.dumps(sums()))


assert Path(settings.DATA_DIR).is_dir()
prepare()
{"killed": killed, "together": together}[sys.argv[1]]()
