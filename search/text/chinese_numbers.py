"""Numbers below a hundred, and years, in Chinese characters."""

from __future__ import annotations

_DIGITS = {character: str(value) for value, character in enumerate("〇一二三四五六七八九")} | {"零": "0"}


def digits(text: str) -> str:
    """`二〇二四` as `2024`; other digits stay."""
    return "".join(_DIGITS.get(character, character) for character in text)


def number(text: str) -> int:
    """`二十三` as 23, `05` as 5; 0 for what is no number below a hundred."""
    if "十" in text:
        tens, _ten, ones = text.partition("十")
        text = f"{tens or '一'}{ones or '〇'}"
    plain = digits(text)
    return int(plain) if plain.isdecimal() and len(plain) <= 2 else 0
