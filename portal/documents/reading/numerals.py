"""Chinese and Arabic numerals as official documents write them."""

import re

_DIGITS = {
    "零": 0, "〇": 0, "○": 0, "◯": 0, "Ｏ": 0, "一": 1, "二": 2, "两": 2, "兩": 2, "三": 3, "四": 4, "五": 5,
    "六": 6, "七": 7, "八": 8, "九": 9, "元": 1, "正": 1,
}  # fmt: skip
_UNITS = {"十": 10, "百": 100, "千": 1000}
_TENS = {"廿": 20, "卅": 30}
_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")

# A numeral as a pattern, for use inside larger ones.
# Longer ones are no numbers of anything.
MAX_LENGTH = 12
NUMERAL = rf"[0-9０-９零〇○◯一二两兩三四五六七八九十百千廿卅]{{1,{MAX_LENGTH}}}"
_WRITTEN = "〇一二三四五六七八九"


def number_of(numeral: str) -> int | None:
    """Return the value of 三十一, 三一, 31 or ３１; None when it is no numeral.

    Digits without units are read in sequence, as years are written (二○○五 is 2005).
    """
    text = numeral.translate(_FULL_WIDTH)
    if len(text) > MAX_LENGTH:
        return None
    if re.fullmatch(r"[0-9]+", text):
        return int(text)
    if not text or any(char not in _DIGITS and char not in _UNITS and char not in _TENS for char in text):
        return None
    if not any(char in _UNITS or char in _TENS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    total, digit = 0, 0
    for char in text:
        if char in _UNITS:
            total += (digit or 1) * _UNITS[char]
            digit = 0
        elif char in _TENS:
            total += _TENS[char]
        else:
            digit = _DIGITS[char]
    return total + digit


def written(number: int) -> str:
    """Return 1 to 9999 in Chinese as numbered articles are written: 10 is 十, 21 二十一, 105 一百零五."""
    if not 0 < number < 10_000:
        return str(number)
    parts, pending_zero = [], False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            parts.append(("零" if pending_zero else "") + _WRITTEN[digit] + name)
            pending_zero = False
        elif parts:
            pending_zero = True
    text = "".join(parts)
    return text[1:] if text.startswith("一十") else text
