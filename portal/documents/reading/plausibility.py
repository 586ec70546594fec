"""How much a decoded text looks like Chinese that somebody wrote.

GB18030 and Big5 give some character for almost any pair of bytes, so strict decoding alone proves nothing.
Both sets were laid out by frequency: their first levels hold the characters in common use.
"""

import unicodedata
from functools import cache, lru_cache
from typing import Final

# Enough for a judgement; a book need not be weighed whole.
SAMPLE = 20_000
# What stands where a byte had no meaning.
REPLACED: Final = "\ufffd"
# Characters that official prose can hardly do without; they decide when a text is short.
_FREQUENT: Final = frozenset(
    "的一是在不了有和人为为以及其他国上中大年月日第条章市县区政府人民部门机关单位办公室规定管理工作信息通知关于"
    "應應當當條為關於辦縣區門機單與國規資訊會務發佈實施根據制定本按照依法負責主應當得或者由對將個"
)
_PUNCTUATION = range(0x3000, 0x3030)
_WIDE_FORMS = range(0xFF00, 0xFFF0)


def plausibility(text: str) -> float:
    """Return -1 to 1.2: about 1 for real Chinese, below 0.7 for bytes read in the wrong encoding.

    ASCII is the same in every candidate and does not count; a text of ASCII alone gives 1.
    """
    weights = [_weight(char) for char in text[:SAMPLE] if char > "\x7f" or _is_control(char)]
    return sum(weights) / len(weights) if weights else 1.0


def counted(text: str) -> int:
    """Return how many characters the judgement rests on."""
    return sum(char > "\x7f" for char in text[:SAMPLE])


@lru_cache(maxsize=16_384)
def _weight(char: str) -> float:
    if char in _FREQUENT:
        return 1.2
    if char == REPLACED:
        return -1.0
    code = ord(char)
    if code in _PUNCTUATION or code in _WIDE_FORMS or char in "“”‘’—…·•㈠㈡㈢①②③℃" or char in _common():
        return 1.0
    if char in _known():
        return 0.6
    category = unicodedata.category(char)
    if category in {"Cc", "Co", "Cn", "Cs"}:
        return -1.0
    if "\u3400" <= char <= "\u9fff" or code >= 0x20000:
        return 0.2
    return 0.5 if category[0] in "SNPZ" or category == "Cf" else 0.0


def _is_control(char: str) -> bool:
    return char < " " and char not in "\t\n\r\f\v"


@cache
def _common() -> frozenset[str]:
    return _rows("gb2312", 0xB0, 0xD7) | _rows("big5", 0xA4, 0xC6)


@cache
def _known() -> frozenset[str]:
    return _rows("gb2312", 0xD8, 0xF7) | _rows("big5", 0xC9, 0xF9)


def _rows(encoding: str, first: int, last: int) -> frozenset[str]:
    cells = (bytes([lead, trail]) for lead in range(first, last + 1) for trail in range(0x40, 0xFF))
    return frozenset("".join(cell.decode(encoding, "ignore") for cell in cells)) - frozenset(
        map(chr, range(128))
    )
