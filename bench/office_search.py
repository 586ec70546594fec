"""How long the office's search takes for a frequent and for a rare word while an installation grows tenfold.

Prints milliseconds (the least of several runs) of the page search and of the search of the page chooser, as
a superuser asks, who sees all sites, and an editor of one small site; of Wagtail's search for whole words;
and their ratios to the size before. The frequent word stands in every title, the rare one in one.
`PYTHONPATH=. python bench/office_search.py [--postgresql] [pages ...]` (or `make bench`); by default 1,000
and 10,000 pages.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

# It sets up Django, on the database that was asked for, so it comes first.
from bench.growth import ROUNDS, SIZES, Installation, until_done

# isort: split
from django.db import connection
from django.test import Client
from django.test.utils import setup_databases, teardown_databases
from django.urls import reverse
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from sites.accounts.models import User
from sites.registry.models import SiteRecord
from tests.factories.pages import ArticleFactory
from tests.factories.sites import make_member, make_user

FREQUENT, RARE = "事项", "公积金"
VIEWS = {"page search": "wagtailadmin_pages:search", "chooser": "wagtailadmin_choose_page_search"}


class Office:
    """What is asked, of an installation whose small sites all have a page with the rare word."""

    def __init__(self, installation: Installation) -> None:
        small = SiteRecord.objects.get(site__hostname="s1.example")
        get_search_backend().add(ArticleFactory(parent=installation.columns[1], title="住房公积金缴存事项"))
        people = {"all sites": make_user(is_superuser=True), "one site": make_member(small, "editor")}
        self.clients = {name: self._client(person) for name, person in people.items()}

    def questions(self) -> dict[str, Callable[[], object]]:
        asked: dict[str, Callable[[], object]] = {}
        for kind, word in (("frequent", FREQUENT), ("rare", RARE)):
            for view, name in VIEWS.items():
                for whose, client in self.clients.items():
                    asked[f"{view}, {whose}, {kind}"] = self._look(client, name, word)
            asked[f"whole words, {kind}"] = (
                lambda word=word: list(  # type: ignore[misc]
                    get_search_backend().search(word, Page.objects.all())[:20]
                )
            )
        return asked

    def _client(self, person: User) -> Client:
        client = Client(headers={"host": "s1.example"})
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    def _look(self, client: Client, name: str, word: str) -> Callable[[], object]:
        def look() -> None:
            response = client.get(reverse(name), {"q": word})
            assert response.status_code == 200
            assert word in response.content.decode()

        return look


def milliseconds(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return (time.perf_counter() - started) * 1000


def main() -> None:
    sizes = [int(each) for each in sys.argv[1:] if each.isdecimal()] or SIZES
    databases = setup_databases(verbosity=0, interactive=False)
    installation = Installation()
    office = Office(installation)
    before: dict[str, float] = {}
    for pages in sizes:
        started = time.perf_counter()
        installation.grow_to(pages)
        with connection.cursor() as cursor:
            # As a server does by itself in time.
            cursor.execute("ANALYZE")
        print(f"made in {time.perf_counter() - started:.0f} s", flush=True)
        print(f"{pages:,} pages{'':28}  ms  ratio to the size before")
        for name, look in office.questions().items():
            ms = min(milliseconds(look) for _round in range(ROUNDS))
            growth = f"{ms / before[name]:24.2f}" if name in before else ""
            print(f"{name:34}  {ms:6.1f}  {growth}", flush=True)
            before[name] = ms
    teardown_databases(databases, verbosity=0)


if __name__ == "__main__":
    with until_done:
        main()
