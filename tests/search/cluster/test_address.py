"""SEARCH_URL says which cluster is ours, or says in a sentence what is wrong with it."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.utils import translation
from hypothesis import example, given
from hypothesis import strategies as st

from search.cluster.address import BEGINNINGS, Address, configured, parse

SECRET = "geheim-7"
names = st.from_regex(r"[a-z0-9]([a-z0-9.-]{0,20}[a-z0-9])?|[0-9a-f]{1,4}::[0-9a-f]{1,4}", fullmatch=True)
hosts = st.lists(st.tuples(names, st.integers(1, 65_535)), min_size=1, max_size=5, unique=True)
# Whatever can be written in UTF-8.
texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
prefixes = st.from_regex(r"[a-z][a-z0-9_-]{0,59}", fullmatch=True)


def written(name: str, port: int) -> str:
    return f"[{name}]:{port}" if ":" in name else f"{name}:{port}"


@given(
    st.sampled_from(sorted(BEGINNINGS)),
    hosts,
    st.none() | st.tuples(texts.filter(lambda user: ":" not in user), texts),
    prefixes,
)
def test_everything_that_can_be_said_is_understood(beginning, hosts, credentials, prefix):
    user, password = credentials or ("", "")
    said = f"{quote(user, safe='')}:{quote(password, safe='')}@" if credentials else ""
    url = f"{beginning}://{said}{','.join(written(*host) for host in hosts)}/{prefix}"
    assert parse(url) == Address(*BEGINNINGS[beginning], tuple(hosts), user, password, prefix)


@pytest.mark.parametrize("end", ["", "/"])
def test_ports_and_prefix_may_be_left_out(end):
    address = parse(f"elasticsearch+http://search1.example,[::1]:9201{end}")
    assert address.hosts == (("search1.example", 9200), ("::1", 9201))
    assert (address.user, address.prefix, address.index("entries")) == ("", "yizhan", "yizhan-entries")


@pytest.mark.parametrize(
    ("url", "complaint"),
    [
        ("http://host:9200", "must begin with"),
        ("opensearch://host:9200", "must begin with"),
        ("opensearch+ftp://host:9200", "must begin with"),
        ("OpenSearch+http://host:9200", "must begin with"),
        ("host:9200", "must begin with"),
        (f"opensearch+http://{SECRET}@host", "user:password"),
        (f"opensearch+http://:{SECRET}@host", "user:password"),
        ("opensearch+http://user:@host", "user:password"),
        (f"opensearch+http://a%3Ab:{SECRET}@host", "user:password"),
        (f"opensearch+http://user:%FF{SECRET}@host", "user:password"),
        (f"opensearch+http://user:{SECRET}/@host", "must name hosts"),
        (f"opensearch+http://user:{SECRET}@", "must name hosts"),
        ("opensearch+http://", "must name hosts"),
        ("opensearch+http:///yizhan", "must name hosts"),
        ("opensearch+http://host:0", "must name hosts"),
        ("opensearch+http://host:65536", "must name hosts"),
        ("opensearch+http://host:port", "must name hosts"),
        ("opensearch+http://host:９２００", "must name hosts"),
        ("opensearch+http://host1,,host2", "must name hosts"),
        ("opensearch+http://host1, host2", "must name hosts"),
        ("opensearch+http://::1", "must name hosts"),
        ("opensearch+http://[1::2::3]", "must name hosts"),
        ("opensearch+http://[host]", "must name hosts"),
        ("opensearch+http://host,HOST:9200", "twice"),
        ("opensearch+http://host/Yizhan", "prefix"),
        ("opensearch+http://host/_yizhan", "prefix"),
        ("opensearch+http://host/a/b", "prefix"),
        ("opensearch+http://host/a?b", "prefix"),
        ("opensearch+http://host/一站", "prefix"),
        (f"opensearch+http://host/{'a' * 61}", "prefix"),
        ("opensearch+http://host/a\n", "prefix"),
    ],
)
def test_what_is_wrong_is_said_without_the_password(url, complaint):
    with translation.override("en"), pytest.raises(ImproperlyConfigured, match=complaint) as caught:
        parse(url)
    assert SECRET not in str(caught.value)
    assert caught.value.__cause__ is None


@given(st.text() | st.text().map(lambda text: f"opensearch+http://{text}"))
@example("opensearch+http://[")
@example("opensearch+http://%:%@host")
def test_whatever_is_said_is_understood_or_refused(url):
    try:
        assert parse(url).hosts
    except ImproperlyConfigured as error:
        assert "SEARCH_URL" in str(error)  # noqa: PT017 - either is right


def test_an_address_that_is_shown_hides_its_password():
    assert SECRET not in repr(parse(f"opensearch+http://user:{SECRET}@host"))


def test_without_a_cluster_there_is_none_to_ask(settings):
    settings.SEARCH_URL = ""
    with pytest.raises(ImproperlyConfigured):
        configured()


@pytest.mark.parametrize(
    ("url", "problems"),
    [("", []), ("opensearch+https://user:password@host/yizhan", []), ("https://host", ["search.E001"])],
)
def test_a_wrong_url_is_told_at_start(settings, url, problems):
    settings.SEARCH_URL = url
    assert [each.id for each in run_checks() if (each.id or "").startswith("search.")] == problems
