"""What is printed once the server answers."""

import pytest
from wagtail.models import Page, Site

from sites.processes.addresses import announcement, answers, public_address
from sites.processes.listening import listen


@pytest.mark.parametrize(
    ("scheme", "port", "expected"),
    [
        ("https", 443, "https://www.anlan.localhost"),
        ("http", 80, "http://www.anlan.localhost"),
        ("http", 8000, "http://www.anlan.localhost:8000"),
        ("https", 8443, "https://www.anlan.localhost:8443"),
    ],
)
def test_an_address_names_its_port_only_where_it_must(settings, scheme, port, expected):
    settings.PUBLIC_SCHEME, settings.PUBLIC_PORT = scheme, port
    assert public_address("www.anlan.localhost") == expected


@pytest.mark.django_db
def test_every_site_the_office_and_the_demo_accounts_are_named(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.PUBLIC_PORT = 8000
    Site.objects.all().delete()
    root = Page.get_first_root_node()
    Site.objects.create(hostname="jyj.localhost", site_name="教育局", root_page=root)
    Site.objects.create(hostname="localhost", site_name="安澜市", root_page=root, is_default_site=True)
    assert "demo-accounts" not in announcement()
    (tmp_path / "demo-accounts.txt").touch()
    lines = [line.strip() for line in announcement().splitlines()]
    assert lines.index("http://localhost:8000/  安澜市") < lines.index("http://jyj.localhost:8000/  教育局")
    assert f"{settings.WAGTAILADMIN_BASE_URL}/admin/" in lines
    assert str(tmp_path / "demo-accounts.txt") in lines


def test_a_port_where_nobody_speaks_http_does_not_answer():
    with listen("127.0.0.1", 0) as listener:
        port = listener.getsockname()[1]
    assert not answers("127.0.0.1", port)
