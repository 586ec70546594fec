"""Finds numbers that belong to one person: resident ID, mobile telephone, bank card."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# GB 11643-1999: weights of the first 17 digits, and the check character for each remainder modulo 11.
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_RESIDENT_ID = re.compile(
    r"(?<![0-9])[1-9][0-9]{5}(?:18|19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]"
    r"(?![0-9])"
)
_MOBILE = re.compile(
    r"(?<![0-9])(?<![0-9]\.)(?:(?:\+|00)?86[- ]?)?(1[3-9][0-9](?:[- ]?[0-9]{4}){2})(?![0-9])"
)
_CARD = re.compile(r"(?<![0-9])[0-9]{4}(?:[- ]?[0-9]{4}){3}(?:[- ]?[0-9]{1,3})?(?![0-9])")
_SEPARATORS = str.maketrans("", "", "- ")

# The first digits of a card and how many it has in all.
Prefixes = dict[str, list[int]]


@dataclass(frozen=True)
class Number:
    """A number as its digits, without separators."""

    digits: str

    @property
    def masked(self) -> str:
        """As it may be shown and published: the first three and the last four digits."""
        return f"{self.digits[:3]}{'*' * (len(self.digits) - 7)}{self.digits[-4:]}"


def resident_ids(text: str) -> Iterator[Number]:
    """Resident ID numbers (居民身份证号码) of 18 characters whose check character is right.

    Source: GB 11643-1999, 公民身份号码.
    """
    for match in _RESIDENT_ID.finditer(text):
        if is_resident_id(match.group()):
            yield Number(match.group().upper())


def is_resident_id(number: str) -> bool:
    """Whether the last of 18 characters follows from the first 17."""
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True))
    return number[17].upper() == _CHECK[total % 11]


def mobiles(text: str) -> Iterator[Number]:
    """Mobile telephone numbers, also in groups of three and four digits and with +86."""
    for match in _MOBILE.finditer(text):
        yield Number(match.group(1).translate(_SEPARATORS))


def bank_cards(text: str, prefixes: Prefixes) -> Iterator[Number]:
    """Numbers of bank cards: a known prefix and length, and the check digit of ISO/IEC 7812-1 (Luhn)."""
    for match in _CARD.finditer(text):
        digits = match.group().translate(_SEPARATORS)
        known = any(
            digits.startswith(start) and len(digits) in lengths for start, lengths in prefixes.items()
        )
        if known and is_luhn(digits) and not (_RESIDENT_ID.fullmatch(digits) and is_resident_id(digits)):
            yield Number(digits)


def is_luhn(digits: str) -> bool:
    """Whether the last digit is the check digit of the others."""
    doubled = (2 * int(digit) for digit in digits[-2::-2])
    total = sum(map(int, digits[-1::-2])) + sum(value - 9 if value > 9 else value for value in doubled)
    return total % 10 == 0
