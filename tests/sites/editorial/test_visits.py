"""Reading public addresses as a citizen gets them."""

import pytest

from sites.editorial.visits import visit
from tests.factories.sites import make_site


@pytest.fixture
def front(live_server, settings):
    """A web server of this installation, known as its front."""
    settings.FRONT = f"{live_server.thread.host}:{live_server.thread.port}"
    return live_server


def test_a_public_page_is_read_under_the_name_of_its_site(front):
    make_site("jyj", name="测试市教育局")
    found = visit("http://jyj.example/")
    assert found.status == 200
    assert "测试市教育局" in found.text


def test_an_address_that_leads_nowhere_says_so(front):
    make_site("jyj")
    assert visit("http://jyj.example/nothing/").status == 404


def test_a_server_that_does_not_answer_is_no_error(settings):
    settings.FRONT = "127.0.0.1:1"
    assert visit("http://jyj.example/").status == 0
