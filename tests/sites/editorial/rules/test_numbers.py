"""Any valid number is found wherever it stands; one with a wrong check digit is not."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sites.editorial.rules import numbers

# Whatever stands beside a number, but no digit, which would make another number of it.
AROUND = st.text(st.characters(exclude_categories=["Nd", "Cs"]), max_size=20).filter(
    lambda text: "." not in text
)
DIGITS = "0123456789"
# A busy machine is no error.
UNHURRIED = settings(deadline=None)
PREFIXES = {"62": [16, 17, 18, 19], "4": [16]}


@st.composite
def resident_ids(draw) -> str:
    born = draw(st.dates(datetime.date(1900, 1, 1), datetime.date(2026, 1, 1)))
    first = draw(st.integers(110000, 659999))
    body = f"{first}{born:%Y%m%d}{draw(st.integers(0, 999)):03}"
    return next(body + last for last in "0123456789X" if numbers.is_resident_id(body + last))


@st.composite
def cards(draw) -> str:
    length = draw(st.integers(16, 19))
    body = "62" + "".join(draw(st.lists(st.sampled_from(DIGITS), min_size=length - 3, max_size=length - 3)))
    return next(body + last for last in DIGITS if numbers.is_luhn(body + last))


@UNHURRIED
@given(resident_ids(), AROUND, AROUND)
def test_a_resident_id_is_found_wherever_it_stands(number, before, after):
    assert [found.digits for found in numbers.resident_ids(before + number + after)] == [number]


@UNHURRIED
@given(resident_ids(), st.integers(1, 10), AROUND)
def test_a_resident_id_with_a_wrong_check_character_is_none(number, shift, around):
    order = "10X98765432"
    wrong = number[:17] + order[(order.index(number[17]) + shift) % 11]
    assert not list(numbers.resident_ids(around + wrong + around))


@UNHURRIED
@given(cards(), AROUND, AROUND)
def test_a_bank_card_is_found_wherever_it_stands(number, before, after):
    found = [card.digits for card in numbers.bank_cards(f"{before}：{number}。{after}", PREFIXES)]
    is_id = list(numbers.resident_ids(number))
    assert found == ([] if is_id else [number])


@UNHURRIED
@given(cards())
def test_a_bank_card_in_groups_of_four_is_the_same(number):
    grouped = " ".join(number[start : start + 4] for start in range(0, len(number), 4))
    if not list(numbers.resident_ids(number)):
        assert [card.digits for card in numbers.bank_cards(grouped, PREFIXES)] == [number]


@UNHURRIED
@given(cards(), st.integers(1, 9), AROUND)
def test_a_bank_card_with_a_wrong_check_digit_is_none(number, shift, around):
    wrong = number[:-1] + str((int(number[-1]) + shift) % 10)
    assert not list(numbers.bank_cards(around + wrong + around, PREFIXES))


@UNHURRIED
@given(st.sampled_from("3456789"), st.text(DIGITS, min_size=9, max_size=9), AROUND, AROUND)
def test_a_mobile_number_is_found_wherever_it_stands(second, rest, before, after):
    number = f"1{second}{rest}"
    assert [found.digits for found in numbers.mobiles(f"{before}，{number}，{after}")] == [number]


@pytest.mark.parametrize(
    "text", ["0790-6442345", "12800138000", "1380013800", "138001380001", "0.13800138000"]
)
def test_other_numbers_are_no_mobile_numbers(text):
    assert not list(numbers.mobiles(text))


def test_a_masked_number_shows_the_first_three_and_the_last_four_digits():
    assert numbers.Number("13800138000").masked == "138****8000"
    assert not list(numbers.mobiles("138****8000"))
