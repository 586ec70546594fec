"""Which addresses may have a copy, and where it lies."""

from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sites.delivery.copies.address import Address

HOST = "www.anlan.example"
# What a request may hold, near to what a copy may have and far from it.
paths = st.one_of(st.text(), st.text(alphabet="ab/.%-_\\~ \0:=?", max_size=30).map(lambda text: f"/{text}"))
queries = st.one_of(
    st.text(), st.from_regex(r"(page=[0-9]{0,6}|x=1)(&(page=[0-9]{0,3}|a=b)){0,2}", fullmatch=True)
)


@pytest.mark.parametrize(
    ("path", "query", "file"),
    [
        ("/", "", "www.anlan.example/index.html"),
        ("/tzgg/", "", "www.anlan.example/tzgg/index.html"),
        ("/tzgg/", "page=1", "www.anlan.example/tzgg/index.html"),
        ("/tzgg/", "page=12", "www.anlan.example/tzgg/index.page=12.html"),
        ("/tzgg/feed/", "", "www.anlan.example/tzgg/feed/index.html"),
        ("/sitemap.xml", "", "www.anlan.example/sitemap.xml"),
    ],
)
def test_a_page_has_its_copy_where_a_web_server_looks(path, query, file):
    address = Address.of(f"{HOST.upper()}:8000", path, query)
    assert address is not None
    assert address.file == file
    assert address.is_exact


@pytest.mark.parametrize("query", ["utm_source=x", "page=2&utm_source=x", "a", "page=2&"])
def test_what_a_page_does_not_know_makes_no_copy_but_is_answered_from_one(query):
    address = Address.of(HOST, "/tzgg/", query)
    assert address is not None
    assert not address.is_exact
    assert address.page == (2 if "page" in query else 1)


@pytest.mark.parametrize("query", ["page=0", "page=-1", "page=x", "page=", "page=1&page=2", "page=999999"])
def test_a_number_that_no_list_has_is_left_to_the_page(query):
    assert Address.of(HOST, "/tzgg/", query) is None


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/../etc/passwd",
        "/a/../b/",
        "/.hidden/",
        "//",
        "/a//b/",
        "/a b/",
        "/tzgg",
        "/ä/",
        "/index.html",
        "/" + "a/" * 13,
    ],
)
def test_other_paths_have_none(path):
    assert Address.of(HOST, path, "") is None


@pytest.mark.parametrize("host", ["", "..", "a/b", "a..b", "[::1]", "-a", "a" * 300])
def test_other_hosts_have_none(host):
    assert Address.of(host, "/", "") is None


@given(host=st.text(), path=paths, query=queries)
def test_no_copy_lies_outside_the_folder(host, path, query):
    for name in (host, HOST):
        address = Address.of(name, path, query)
        if address is not None:
            file = PurePosixPath(address.file)
            assert not file.is_absolute()
            assert ".." not in file.parts
            assert file.parts[0] == address.host
            assert not any(part.startswith(".") for part in file.parts)


@given(first=st.tuples(paths, queries), second=st.tuples(paths, queries))
def test_two_addresses_never_share_a_copy(first, second):
    one, other = (Address.of(HOST, path, query) for path, query in (first, second))
    if one is not None and other is not None and one.key != other.key:
        assert one.file != other.file


def test_what_strangers_ask_for_at_length_is_not_remembered():
    kept = Address._remembered.cache_info().currsize
    for number in range(50):
        assert Address.of(HOST, "/tzgg/", f"q={number}" + "x" * 5000) is not None
    assert Address._remembered.cache_info().currsize == kept
