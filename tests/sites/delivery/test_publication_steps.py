"""Whether what was published is seen by citizens."""

from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from sites.delivery.publication_steps import NotVisibleError, see_that_it_is_visible
from tests.factories.pages import ArticleFactory, LinkItemFactory
from tests.factories.sites import make_site


@pytest.fixture
def front(live_server, settings):
    """A web server of this installation, known as its front."""
    settings.FRONT = f"{live_server.thread.host}:{live_server.thread.port}"


@pytest.fixture
def foreign_front(settings):
    """Something else stands where the front should be; it answers, but gets nothing."""
    server = HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    Thread(target=server.serve_forever, daemon=True).start()
    settings.FRONT = f"127.0.0.1:{server.server_port}"
    yield
    server.shutdown()
    server.server_close()


def look(factory) -> None:
    page = factory(parent=make_site("jyj").site.root_page.get_children().get(slug="tzgg"))
    revision = page.save_revision()
    type(page).objects.filter(pk=page.pk).update(live_revision=revision)
    see_that_it_is_visible(page.pk, revision.pk)


@pytest.mark.parametrize("factory", [ArticleFactory, LinkItemFactory])
def test_a_page_that_citizens_get_is_visible_and_a_link_that_leads_on(front, factory):
    look(factory)


def test_a_page_whose_address_answers_otherwise_is_not(db, foreign_front):
    with pytest.raises(NotVisibleError, match="501"):
        look(ArticleFactory)


def test_a_page_is_not_visible_when_nobody_answers(db, settings):
    settings.FRONT = "127.0.0.1:1"
    with pytest.raises(NotVisibleError, match="没有响应"):
        look(ArticleFactory)
