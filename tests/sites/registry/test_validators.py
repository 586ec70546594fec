"""A unified social credit code checks itself (GB 32100-2015)."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from sites.registry.validators import validate_uscc

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
bodies = st.text(ALPHABET, min_size=17, max_size=17)


def check_character(body: str) -> str:
    """As the standard writes it: the sum of value times 3 to the power of the place, modulo 31."""
    total = sum(ALPHABET.index(character) * pow(3, place, 31) for place, character in enumerate(body))
    return ALPHABET[(31 - total % 31) % 31]


def is_right(code: str) -> bool:
    try:
        validate_uscc(code)
    except ValidationError:
        return False
    return True


# Of two companies whose certificates everybody can look up.
@pytest.mark.parametrize("code", ["91330100799655058B", "9144030071526726XG"])
def test_codes_of_certificates_are_right(code):
    assert is_right(code)


@given(bodies)
def test_a_code_with_its_check_character_is_right(body):
    assert is_right(body + check_character(body))


@given(bodies, st.integers(0, 17), st.sampled_from(ALPHABET))
def test_no_single_wrong_character_passes(body, place, other):
    code = body + check_character(body)
    if code[place] != other:
        assert not is_right(code[:place] + other + code[place + 1 :])


@given(bodies, st.integers(0, 16))
def test_no_two_neighbours_pass_when_swapped(body, place):
    code = body + check_character(body)
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert swapped == code or not is_right(swapped)


@given(st.text(max_size=24))
def test_whatever_is_no_code_is_refused_and_breaks_nothing(text):
    if len(text) != 18 or any(character not in ALPHABET for character in text):
        assert not is_right(text)


@pytest.mark.parametrize("letter", "IOSVZ")
def test_letters_that_look_like_digits_are_never_used(letter):
    assert not is_right(letter * 18)
