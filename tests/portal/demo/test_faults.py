"""The deliberate faults are where the list says, and only there."""

from __future__ import annotations

import datetime
import re
from collections import Counter

import pytest

from portal.demo import dataset
from portal.demo.slots import Slots

AS_OF = datetime.datetime(2026, 11, 21, 18)
RESIDENT_ID = re.compile(r"(?<!\d)\d{17}[\dX]")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@pytest.fixture(scope="module")
def town():
    return dataset.municipality(AS_OF)


def _body(town, fault: str) -> str:
    page = next(row["page"] for row in dataset.faults() if row["id"] == fault)
    return town.page(page).body


def test_each_fault_names_a_page_or_a_column_that_exists(town):
    keys = {page.key for page in town.pages}
    sites = {site["key"] for site in town.sites}
    for fault in dataset.faults():
        assert set(fault) == {"id", "site", "page", "what", "check"}
        assert fault["site"] in sites
        assert fault["page"] in keys or fault["page"].split(":")[0] == fault["site"], fault["id"]


def test_faults_have_their_own_numbers():
    assert Counter(fault["id"] for fault in dataset.faults()).most_common(1)[0][1] == 1
    assert len(dataset.faults()) >= 15


def test_the_resident_id_is_well_formed_but_of_a_region_that_does_not_exist(town):
    (number,) = RESIDENT_ID.findall(_body(town, "F07"))
    total = sum(int(digit) * weight for digit, weight in zip(number, WEIGHTS, strict=False))
    assert number[-1] == "10X98765432"[total % 11]
    assert number.startswith("99")


def test_no_other_page_holds_a_resident_id(town):
    found = [page.key for page in town.pages if RESIDENT_ID.search(page.body)]
    assert found == ["portal.notice.scholarship"]


def test_links_that_cannot_work_stand_only_where_they_are_listed(town):
    found = {page.key for page in town.pages if re.search(r"\]\((https?:|/)", page.body)}
    assert found == {row["page"] for row in dataset.faults() if row["id"] in {"F01", "F02", "F11"}}


def test_the_wrong_post_differs_from_the_leader_page(town):
    leader = next(page for page in town.pages if page.kind == "leader" and page.title == "段云起")
    assert "常务副市长段云起" in _body(town, "F06")
    assert "常务" not in leader.extra["post"]


def test_no_other_page_gives_a_leader_a_wrong_post(town):
    found = [page.key for page in town.pages if "常务副市长段云起" in page.body]
    assert found == ["portal.news.typo-post"]


def test_the_old_item_was_published_long_before_its_date(town):
    page = town.page("portal.data.stale-date")
    assert page.first_published is not None
    assert page.when - page.first_published > datetime.timedelta(days=365)


def test_only_the_listed_page_speaks_of_an_attachment_it_has_not(town):
    found = [page.key for page in town.pages if "见附件" in page.body and not page.attachments]
    assert found == ["wjw.notice.incomplete-name"]


def test_only_the_listed_reprint_has_no_source(town):
    assert [page.key for page in town.pages if page.is_reprint and not page.source] == [
        "portal.media.reprint"
    ]


def test_a_picture_without_words_is_shown_on_the_listed_page_only(town):
    silent = {row["key"] for row in town.pictures if not row["alt"]}
    found = {page.key for page in town.pages if any(f"![{key}|" in page.body for key in silent)}
    assert found == {"portal.news.library"}


def test_a_slot_keeps_its_value_within_a_text():
    from portal.demo.rhythm import generator

    slots = Slots(generator("test"), AS_OF.date())
    assert slots.fill("{社区}/{社区}") == "/".join([slots.fill("{社区}")] * 2)
    assert slots.fill("{社区}") != slots.fill("{社区2}")
