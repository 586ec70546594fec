"""Two applications on the same data publish at once: no reader of either sees what was, nobody is refused."""

from __future__ import annotations

import subprocess
import sys
import threading
from contextlib import ExitStack

from .installation import ROOT, Installation, running, served
from .readers import Front, Reader

EACH = 8
LISTS = ["/tzgg/", "/tzgg/feed/", "/sitemap.xml"]
PUBLISH = """
from django.db import transaction
from portal.content.models import Article, Column
from sites.pages import gate
from tests.factories.pages import ArticleFactory
column = Column.objects.get(slug="tzgg", url_path__contains="/jyj")
for number in range({first}, {first} + {count}):
    with transaction.atomic():
        named = {{"title": f"第{{number}}号通知", "slug": f"visible-{{number}}"}}
        made = ArticleFactory(parent=column, live=False, **named)
    with gate.opened(), transaction.atomic():
        Article.objects.get(pk=made.pk).save_revision().publish()
"""


def test_two_applications_publish_at_once_and_every_reader_sees_all_of_it(tmp_path, ready_made):
    with ExitStack() as until_done:
        one = until_done.enter_context(running(tmp_path / "installation", ready_made))
        # As on a machine whose first application is being replaced.
        two = one.beside()
        log = until_done.enter_context((tmp_path / "second.log").open("wb"))
        until_done.enter_context(served(two, log))
        ended = threading.Event()
        readers = [Reader(Front(place.port), path, ended) for place in (one, two) for path in LISTS]
        threads = [threading.Thread(target=reader.read, args=(2 * EACH,)) for reader in readers]
        for thread in threads:
            thread.start()
        try:
            publish_at_once([one, two])
        finally:
            ended.set()
            for thread in threads:
                thread.join()
        for reader in readers:
            assert (reader.stale, reader.refused) == (0, 0), reader.path
            body = reader.front.body(reader.path).decode()
            assert [n for n in range(2 * EACH) if not reader.names(n, body)] == [], reader.path


def publish_at_once(places: list[Installation]) -> None:
    programs = [PUBLISH.format(first=EACH * number, count=EACH) for number in range(len(places))]
    publishers = [
        subprocess.Popen(
            [sys.executable, "manage.py", "shell", "-v", "0", "-c", program],
            cwd=ROOT, env=place.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )
        for place, program in zip(places, programs, strict=True)
    ]  # fmt: skip
    for publisher in publishers:
        printed, _nothing = publisher.communicate(timeout=300)
        assert publisher.returncode == 0, printed
