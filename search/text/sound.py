"""How Chinese is typed by its sound. The only module that knows pypinyin."""

from __future__ import annotations

from pypinyin import Style, lazy_pinyin, load_phrases_dict

# As they are said in these words, where the library knows another reading.
load_phrases_dict(
    {
        word: [[sound] for sound in sounds]
        for word, sounds in {
            "献血": ["xiàn", "xuè"],
            "采血": ["cǎi", "xuè"],
            "无偿献血": ["wú", "cháng", "xiàn", "xuè"],
        }.items()
    }
)


def sound(text: str) -> str:
    """`公积金` as `gongjijin`; letters stay, ü is v."""
    return "".join(lazy_pinyin(text, v_to_u=False)).lower()


def initials(text: str) -> str:
    """`公积金` as `gjj`; letters stay."""
    return "".join(lazy_pinyin(text, style=Style.FIRST_LETTER)).lower()
