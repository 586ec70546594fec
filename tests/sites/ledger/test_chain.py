"""The chain by itself: whatever is done to it afterwards is found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sites.ledger import chain

TEXT = st.text(max_size=12)


def make_chain(texts: list[str], algorithm: str = "sha256") -> list[dict]:
    rows: list[dict] = []
    for number, text in enumerate(texts, 1):
        row = dict.fromkeys(chain.FIELDS, "") | {"number": number, "act": text, "algorithm": algorithm}
        row["previous"] = rows[-1]["digest"] if rows else chain.BEGINNING
        row["digest"] = chain.entry_digest(row)
        rows.append(row)
    return rows


@given(st.lists(TEXT, max_size=8), st.sampled_from(["sha256", "sm3"]))
def test_a_chain_nobody_touched_has_no_fault(texts, algorithm):
    rows = make_chain(texts, algorithm)
    heads = {row["number"]: row["digest"] for row in rows}
    assert list(chain.faults(rows, heads)) == []


@given(st.lists(TEXT, min_size=1, max_size=8), st.data())
def test_an_edited_entry_is_found(texts, data):
    rows = make_chain(texts)
    row = data.draw(st.sampled_from(rows))
    field = data.draw(st.sampled_from([name for name in chain.FIELDS if name not in {"number", "algorithm"}]))
    row[field] += "x"
    assert row["number"] in {fault.number for fault in chain.faults(rows)}


@given(st.lists(TEXT, min_size=2, max_size=8), st.data())
def test_an_edited_entry_with_a_new_digest_breaks_the_link_to_the_next(texts, data):
    rows = make_chain(texts)
    row = data.draw(st.sampled_from(rows[:-1]))
    row["act"] += "x"
    row["digest"] = chain.entry_digest(row)
    assert list(chain.faults(rows)) == [chain.Fault(row["number"] + 1, chain.UNLINKED)]


@given(st.lists(TEXT, min_size=2, max_size=8), st.data())
def test_a_removed_entry_is_found(texts, data):
    rows = make_chain(texts)
    number = data.draw(st.integers(0, len(rows) - 2))
    del rows[number]
    assert chain.Fault(number + 1, chain.MISSING) in list(chain.faults(rows))


@given(st.lists(TEXT, min_size=2, max_size=8), st.data())
def test_two_exchanged_entries_are_found(texts, data):
    rows = make_chain(texts)
    first = data.draw(st.integers(0, len(rows) - 2))
    rows[first], rows[first + 1] = rows[first + 1], rows[first]
    assert chain.Fault(first + 1, chain.MISSING) in list(chain.faults(rows))


@given(st.lists(TEXT, min_size=1, max_size=8))
def test_an_end_that_was_cut_off_is_found_by_a_head_made_public(texts):
    rows = make_chain(texts)
    heads = {rows[-1]["number"]: rows[-1]["digest"]}
    assert list(chain.faults(rows[:-1], heads)) == [chain.Fault(len(rows) - 1, chain.CUT_OFF)]


def test_a_chain_written_anew_is_found_by_a_head_made_public():
    heads = {2: make_chain(["一", "二", "三"])[1]["digest"]}
    anew = make_chain(["一", "另", "三"])
    assert list(chain.faults(anew, heads)) == [chain.Fault(2, chain.HEAD_DIFFERS)]


def test_an_unknown_algorithm_is_refused():
    with pytest.raises(ValueError, match="md0"):
        chain.digest_of("", "md0")
