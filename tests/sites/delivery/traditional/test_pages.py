"""Every public page has its address in traditional Chinese; nothing else has."""

from __future__ import annotations

import pytest
from django.test import override_settings

from search.maintenance import repair
from sites.delivery.copies.store import Store
from sites.delivery.traditional.convert import to_simplified
from tests.sites.delivery.copies.conftest import (
    Readers,
    built,
    everything,
    place,
    publish,
    reader,
    readers,
)

__all__ = ["built", "everything", "place", "reader", "readers"]


def text_of(response) -> str:
    return response.content.decode()


def test_a_page_is_there_in_traditional_characters_with_its_language_said(reader, everything):
    publish(everything.by_type["article"], title="关于发展公共图书馆的通知")
    path = everything.by_type["article"].get_url_parts()[2]
    page = text_of(reader.get(f"/zh-hant{path}"))
    assert "關於發展公共圖書館的通知" in page
    assert '<html lang="zh-Hant"' in page
    assert f'rel="canonical" href="http://{everything.host}/zh-hant{path}"' in page
    assert f'hreflang="zh-Hans" href="http://{everything.host}{path}"' in page
    assert f'hreflang="zh-Hant" href="http://{everything.host}/zh-hant{path}"' in page


def test_its_content_is_that_of_the_page_in_simplified_characters(readers: Readers):
    for host, path in readers.addresses:
        if path.startswith("/zh-hant/"):
            continue
        plain = readers.made_anew((host, path))
        if plain.status_code == 200 and plain["Content-Type"].startswith("text/html"):
            other = text_of(readers.made_anew((host, f"/zh-hant{path}")))
            assert len(to_simplified(other)) >= len(text_of(plain))
            assert other.count("<") == text_of(plain).count("<")


def test_links_stay_in_the_language_and_the_way_back_is_on_every_page(reader, everything):
    page = text_of(reader.get("/zh-hant/"))
    path = everything.by_type["column"].get_url_parts()[2]
    assert f'href="/zh-hant{path}"' in page
    assert '<a href="/" lang="zh-Hans" hreflang="zh-Hans">简体</a>' in page
    assert 'aria-current="true">繁體</a>' in page
    assert 'href="/zh-hant/static/' not in page
    assert 'action="/zh-hant/search/"' in page


def test_who_searches_in_traditional_characters_finds_what_is_written_in_simplified(reader, everything):
    publish(everything.by_type["article"], title="关于发展公共图书馆的通知")
    repair()
    found = text_of(reader.get("/zh-hant/search/?q=公共圖書館"))
    assert "關於" in found
    assert 'value="公共圖書館"' in found


def test_its_copy_goes_with_that_of_the_page(
    readers: Readers, place: Store, django_capture_on_commit_callbacks
):
    article = readers.everything.by_type["article"]
    address = readers.everything.host, f"/zh-hant{article.get_url_parts()[2]}"
    readers.get(address)
    assert "/zh-hant/" in " ".join(place.index.files())
    with django_capture_on_commit_callbacks(execute=True):
        publish(article, title="关于发展体育的通知")
    assert "關於發展體育的通知" in text_of(readers.get(address))


@pytest.mark.parametrize(
    "path", ["admin/", "healthz/", "robots.txt", "sitemap.xml", "static/x.css", "zh-hant/", "sign/x/"]
)
def test_what_is_no_public_page_is_not_there(reader, path):
    response = reader.get(f"/zh-hant/{path}")
    assert response.status_code == 404
    assert '<html lang="zh-Hant"' in text_of(response)


@pytest.mark.parametrize(
    "path", ["//evil.example/", "/%2F%2Fevil.example/", "/\\evil.example/", "///evil.example"]
)
def test_no_address_leads_to_another_host(reader, path):
    response = reader.get(f"/zh-hant{path}")
    assert "//evil.example" not in response.get("Location", "")
    assert 'href="//evil.example' not in text_of(response)
    assert 'href="/\\evil.example' not in text_of(response)


def test_a_feed_leads_to_the_one_for_all(reader, everything):
    path = everything.by_type["column"].get_url_parts()[2]
    assert reader.get(f"/zh-hant{path}feed/")["Location"] == f"{path}feed/"


def test_an_address_without_its_last_slash_leads_to_the_page_in_the_language(reader, everything):
    path = everything.by_type["column"].get_url_parts()[2]
    assert reader.get(f"/zh-hant{path}".rstrip("/"))["Location"] == f"/zh-hant{path}"


def test_an_old_address_leads_to_the_new_one_in_the_language(reader, everything):
    column = everything.by_type["column"]
    old = column.get_url_parts()[2]
    publish(column, slug="gsgg")
    new = old.replace("/tzgg/", "/gsgg/")
    assert reader.get(f"/zh-hant{old}")["Location"] == f"/zh-hant{new}"


def test_where_nothing_is_kept_pages_are_converted_all_the_same(reader):
    with override_settings(COPIES_ROOT=""):
        assert '<html lang="zh-Hant"' in text_of(reader.get("/zh-hant/"))
