"""Sites with one page of each type, read by citizens through copies."""

from __future__ import annotations

import pytest
from django.db.models import Q
from django.http import HttpResponse
from django.test import Client, override_settings
from wagtail.models import Page

from sites.delivery.copies.store import Store, store
from sites.pages import gate
from tests.factories.pages import many_articles
from tests.portal.content.conftest import Everything, built, everything

__all__ = ["built", "everything"]


class Readers:
    """What citizens get, from copies or made for them alone."""

    def __init__(self, everything: Everything) -> None:
        self.everything = everything
        self.addresses = [*self._pages(), *self._lists()]

    def get(self, address: tuple[str, str], **headers: str) -> HttpResponse:
        host, path = address
        client = Client(SERVER_NAME=host, raise_request_exception=False)
        return client.get(path, headers={"Host": host, **headers})

    def made_anew(self, address: tuple[str, str]) -> HttpResponse:
        with override_settings(COPIES_ROOT=""):
            return self.get(address)

    def read_everything(self) -> None:
        for address in self.addresses:
            self.get(address)

    def stale(self) -> list[tuple[str, str]]:
        """The addresses at which citizens get something else than the present page."""
        return [each for each in self.addresses if _seen(self.get(each)) != _seen(self.made_anew(each))]

    def _pages(self) -> list[tuple[str, str]]:
        """Of the portal all that hold or are something; of other sites home pages and two columns."""
        found = []
        own = self.everything.record.site.root_page.path
        held = Q(path__startswith=own) & (Q(numchild__gt=0) | ~Q(content_type__model="column"))
        pages = Page.objects.live().filter(held | Q(depth=2) | Q(depth=3, slug__in=["zwgk", "tzgg", "xwdt"]))
        # Of many articles alike the first, and the last, which stand on different pages of the list.
        alike = pages.filter(slug__regex=r"^many-([6-9]|1[0-9]|2[0-3])$")
        for page in pages.exclude(pk__in=alike).order_by("path"):
            site_id, _root, path = page.get_url_parts()
            hosts = [home.get_site().hostname for home in self.homes if home.get_site().pk == site_id]
            found += [(host, path) for host in hosts]
        return found

    def _lists(self) -> list[tuple[str, str]]:
        host, column = self.everything.host, self.everything.by_type["column"]
        path = column.get_url_parts()[2]
        own = [f"{path}?page=2", f"{path}feed/", "/sitemap/", "/sitemap.xml", "/robots.txt"]
        own += ["/zh-hant/", f"/zh-hant{path}", "/mode/plain.css"]
        return [(host, each) for each in own]

    @property
    def homes(self) -> list[Page]:
        return [page for name, page in self.everything.by_type.items() if name.endswith("home")]


def _seen(response: HttpResponse) -> tuple[int, bytes]:
    # Who asks for a page without a copy is not told its length or tag, only what it shows.
    return response.status_code, response.content


def publish(page: Page, **changes: object) -> None:
    """Make `page` public with `changes`, as an approval does."""
    for name, value in changes.items():
        setattr(page, name, value)
    with gate.opened():
        page.save_revision().publish()


@pytest.fixture
def reader(everything) -> Client:
    """A citizen at the portal."""
    client = Client(SERVER_NAME=everything.host)
    client.defaults["HTTP_HOST"] = everything.host
    return client


@pytest.fixture
def place(tmp_path, settings) -> Store:
    settings.COPIES_ROOT = str(tmp_path / "copies")
    return store()


@pytest.fixture
def readers(everything: Everything, place: Store) -> Readers:
    column = everything.by_type["column"]
    column.refresh_from_db()
    many_articles(column, 25)
    return Readers(everything)
