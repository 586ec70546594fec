"""The data files and what is written from them."""

from __future__ import annotations

import datetime
from collections import Counter

import pytest

from portal.content.columns import column_kinds, standard_columns
from portal.demo import dataset, files, markup
from portal.demo.dates import REFERENCE, YEARS, rolled
from sites.editorial.levels import levels, steps
from sites.registry.validators import validate_uscc

AS_OF = datetime.datetime(2026, 11, 21, 18)
OTHER_DAYS = [
    datetime.datetime(2027, 2, 10, 9),
    datetime.datetime(2027, 6, 30, 12),
    datetime.datetime(2028, 2, 29, 8),
]


@pytest.fixture(scope="module")
def town():
    return dataset.municipality(AS_OF)


def _columns(town) -> dict[tuple[str, str], str]:
    """Kind of each column by site and slug, without those that only hold columns."""
    found = {}
    for site in town.sites:
        for column in standard_columns(site["kind"], site.get("language", "zh-hans")):
            for one in (column, *column.columns):
                found[site["key"], one.slug] = one.kind
    found |= {(row["site"], row["slug"]): row["kind"] for row in town.columns}
    return {place: kind for place, kind in found.items() if kind != "group"}


def _unit(address: str) -> str:
    """The column that a fault names, or nothing."""
    return address if ":" in address else ""


def test_every_code_of_a_department_has_its_right_check_character(town):
    for row in town.departments:
        validate_uscc(row["uscc"])
        assert len(row["issuer_code"]) == 10


def test_no_two_departments_share_a_code(town):
    for field in ("key", "name", "uscc", "issuer_code"):
        assert Counter(row[field] for row in town.departments).most_common(1)[0][1] == 1


def test_everything_that_is_referred_to_exists(town):
    departments = {row["key"] for row in town.departments}
    pictures = {row["key"] for row in town.pictures}
    columns = _columns(town)
    keys = {page.key for page in town.pages}
    for page in town.pages:
        assert page.department in departments, page.key
        assert not page.cover or page.cover in pictures, page.key
        assert set(markup.picture_keys(page.body)) <= pictures, page.key
        assert set(dataset.linked_keys(page)) <= keys, page.key
        assert not page.column or page.column in keys or (page.site, page.column) in columns, page.key


def test_keys_are_unique(town):
    assert Counter(page.key for page in town.pages).most_common(1)[0][1] == 1


@pytest.mark.parametrize("as_of", [AS_OF, *OTHER_DAYS])
def test_every_page_lies_within_the_two_years_before_the_day(as_of):
    oldest = as_of.date() - datetime.timedelta(days=YEARS * 366)
    for page in dataset.municipality(as_of).pages:
        assert oldest <= page.when.date(), page.key
        assert page.when <= as_of, page.key


def test_a_page_keeps_its_season_whatever_the_day():
    spring = datetime.date(2026, 3, 12)
    assert rolled(spring, REFERENCE) == spring
    assert rolled(spring, datetime.date(2027, 6, 1)) == datetime.date(2027, 3, 12)
    assert rolled(spring, datetime.date(2027, 3, 11)) == spring
    assert rolled(datetime.date(2025, 3, 12), datetime.date(2027, 6, 1)) == datetime.date(2026, 3, 12)


@pytest.mark.parametrize("as_of", [AS_OF, *OTHER_DAYS])
def test_no_site_has_two_pages_of_one_title(as_of):
    titles = Counter((page.site, page.title) for page in dataset.municipality(as_of).pages)
    assert [title for title, count in titles.items() if count > 1] == []


def test_no_two_texts_are_equal(town):
    bodies = Counter(page.body for page in town.pages if page.kind in {"article", "reply", "guide"})
    assert bodies.most_common(1)[0][1] == 1


def test_document_numbers_are_given_once(town):
    numbers = Counter(page.document_number for page in town.pages if page.document_number)
    assert [number for number, count in numbers.items() if count > 1] == []


def test_no_slot_is_left_in_a_text(town):
    for page in town.pages:
        assert "{" not in page.title + page.body + page.summary, page.key


def test_every_article_has_a_summary_that_fits(town):
    for page in town.pages:
        if page.kind in {"article", "guide", "reply"}:
            assert 10 <= len(page.summary) <= 300, page.key


def test_only_the_columns_among_the_faults_are_empty(town):
    filled = {(page.site, page.column) for page in town.pages}
    empty = {f"{site}:{slug}" for site, slug in _columns(town) if (site, slug) not in filled}
    # Topics of departments are optional and stand in no standard list.
    assert empty == {
        unit for fault in dataset.faults() if "没有内容" in fault["what"] and (unit := _unit(fault["page"]))
    }


def test_only_the_columns_among_the_faults_are_stale(town):
    newest: dict[tuple[str, str], datetime.datetime] = {}
    for page in town.pages:
        place = (page.site, page.column)
        newest[place] = max(newest.get(place, page.when), page.when)
    late = set()
    for (site, slug), kind in _columns(town).items():
        days = column_kinds()[kind].interval_days
        if days and (site, slug) in newest and newest[site, slug] < AS_OF - datetime.timedelta(days=days):
            late.add(f"{site}:{slug}")
    assert late == {fault["page"] for fault in dataset.faults() if "没有更新" in fault["what"]}


def test_news_grow_denser_towards_the_end(town):
    days = [(AS_OF - page.when).days for page in town.pages if (page.site, page.column) == ("jyj", "gzdt")]
    assert sum(day < 180 for day in days) > 2 * sum(day > 550 for day in days)


def test_there_is_as_much_as_was_promised(town):
    by_site = Counter(page.site for page in town.pages)
    assert len(town.pages) >= 580
    assert by_site["portal"] >= 220
    assert by_site["qingjiang"] >= 85
    assert all(by_site[site] >= 50 for site in ("jyj", "rsj", "zjj", "wjw", "scjgj"))


def test_the_same_day_gives_the_same_pages():
    assert dataset.municipality(AS_OF).pages == dataset.municipality(AS_OF).pages


def test_a_report_says_the_same_of_its_period_whatever_the_day():
    key = "portal.cpi.2026-06-24317"
    assert dataset.municipality(AS_OF).page(key).body == dataset.municipality(OTHER_DAYS[0]).page(key).body


def test_every_interpretation_but_the_fault_links_to_its_document(town):
    without = {
        page.key
        for page in town.pages
        if page.column == "zcjd" and not page.interprets and not markup.page_keys(page.body)
    }
    faults = {fault["page"] for fault in dataset.faults()}
    assert without & faults == {"portal.interp.orphan"}


def test_links_to_other_websites_lead_to_national_ones(town):
    for group in town.link_groups:
        for link in group["links"]:
            assert "url" not in link or ".gov.cn/" in link["url"]


def test_every_site_has_somebody_for_each_step(town):
    roles = {(row["site"], row["role"]) for row in town.accounts}
    # The steps of all levels that its columns ask for.
    taken = {steps()[code].role for level in ("news", "document") for code in levels()[level].steps}
    for site in town.sites:
        assert {(site["key"], role) for role in ("site_admin", "editor", *taken)} <= roles
    assert Counter(row["username"] for row in town.accounts).most_common(1)[0][1] == 1


def test_the_small_municipality_has_every_kind_of_page_and_its_links():
    small = dataset.municipality(AS_OF, small=True)
    whole = dataset.municipality(AS_OF)
    assert {page.kind for page in small.pages} == {page.kind for page in whole.pages}
    keys = {page.key for page in small.pages}
    assert all(set(dataset.linked_keys(page)) <= keys for page in small.pages)
    assert len(small.pages) < 80


def test_every_data_file_can_be_read():
    for folder in ("articles", "plans"):
        for name in files.names(folder):
            assert files.read(name)
