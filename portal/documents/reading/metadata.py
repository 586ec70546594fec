"""Takes issuer, document number and dates from the head and the foot of a document.

Whatever stands between them may cite other documents, so nothing is taken from there but the sentence in
which a document says when it takes effect.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from .dates import WRITTEN_DATE, first_date, is_only_a_date
from .document import Table, squeeze
from .lines import Line, Piece
from .marks import APPENDIX, mark_of
from .numerals import number_of
from .punctuation import CLOSE, CLOSING, COLON, COLONS, OPEN, OPENING, none_of
from .titles import GENRES

_HEAD = 12
_FOOT = 8
_LONGEST_HEAD_LINE = 80
_LONGEST_NOTE = 300

_ORGAN = (
    "人民政府|办公室|辦公室|办公厅|辦公廳|委员会|委員會|局|厅|廳|部|院|署|办|辦|中心|集团|集團|总队|總隊|支队|支隊|大队|大隊|"
    "管委会|管委會|处|處|所|站|银行|銀行|联合会|聯合會|领导小组|領導小組|指挥部|指揮部|常务委员会"
)
_NAME = r"[\u4e00-\u9fff]"
_IS_ORGAN = re.compile(rf"{_NAME}{{1,28}}(?:{_ORGAN})")
_LETTERHEAD = re.compile(rf"({_NAME}{{1,28}}(?:{_ORGAN}))文件")
_ORDER = re.compile(rf"({_NAME}{{1,28}}(?:人民政府|{_ORGAN}))令")
_ORDER_NUMBER = re.compile(r"第\s*([0-9零〇○一二三四五六七八九十百]+)\s*[号號]")
# 安政发〔2025〕3号, with any bracket; the code never holds punctuation.
_NUMBER = re.compile(
    rf"({_NAME}{{2,14}})\s*{OPEN}\s*([0-9]{{4}}|[〇○零一二三四五六七八九]{{4}})\s*{CLOSE}\s*第?\s*([0-9]{{1,5}})\s*[号號]"
)
_ISSUED = "发布|發布|发佈|公布|公佈|印发|印發|颁布|頒布|颁发|頒發"
_PROMULGATION = re.compile(rf"{OPEN}.*{WRITTEN_DATE}.*(?:{_ISSUED}|通过|通過|批准|令).*{CLOSE}")
_PROMULGATED = re.compile(
    rf"({WRITTEN_DATE})\s*(?:经|經)?({_NAME}*?)(?:令?\s*第?\s*[0-9〇○零一二三四五六七八九十百]*\s*[号號]?)\s*(?:{_ISSUED})"
)
_EFFECT = re.compile(
    rf"本《?{_NAME}{{0,6}}(?:{GENRES})》?自\s*({WRITTEN_DATE})\s*起(?:正式)?(?:施行|实施|實施|执行|執行|生效|试行|試行)"
)
_LABELS = {
    "发文机关": "issuer", "发文单位": "issuer", "发布机构": "issuer", "发布机关": "issuer",
    "制发机关": "issuer", "發文機關": "issuer", "發布機構": "issuer", "发文机构": "issuer",
    "发文字号": "document_number", "文号": "document_number", "發文字號": "document_number",
    "文號": "document_number",
    "成文日期": "signed_on", "成文时间": "signed_on", "生成日期": "signed_on", "签发日期": "signed_on",
    "施行日期": "effective_on", "实施日期": "effective_on", "生效日期": "effective_on",
    "标题": "title", "名称": "title", "標題": "title",
}  # fmt: skip
_LABELLED = re.compile(rf"({none_of(COLONS)}{{2,8}}){COLON}\s*(.+)")


@dataclass(frozen=True)
class Metadata:
    """What the document says about itself; empty where it says nothing. `title` only from a labelled row."""

    issuer: str = ""
    document_number: str = ""
    signed_on: date | None = None
    effective_on: date | None = None
    promulgation: str = ""
    title: str = ""


def read_metadata(pieces: Sequence[Piece]) -> Metadata:
    """Return the metadata of a document from all its pieces, the title's among them."""
    head, foot = _head(pieces), _foot(pieces)
    found = _labelled(head)
    found = _fill(found, _from_promulgation(head))
    found = _fill(found, _from_head_lines(head))
    found = _fill(found, _from_signature(foot))
    return _fill(found, Metadata(effective_on=_effective_on(pieces)))


def normalised_number(text: str) -> str:
    """Return the 发文字号 in `text` in its official form (安政发〔2025〕3号), or "" when there is none."""
    match = _NUMBER.search(text)
    if not match:
        return ""
    code, year, serial = match.groups()
    return f"{code}〔{number_of(year)}〕{int(serial)}号"


def _head(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces above the first running text or mark."""
    head: list[Piece] = []
    for piece in pieces[:_HEAD]:
        if isinstance(piece, Line):
            is_long = len(piece.text) > _LONGEST_HEAD_LINE and not _is_promulgation(piece.text)
            if is_long or mark_of(piece.text):
                break
        head.append(piece)
    return head


def _foot(pieces: Sequence[Piece]) -> list[Line]:
    """The last lines of the document itself, above whatever is attached to it."""
    lines = [piece for piece in pieces if isinstance(piece, Line) and piece.text]
    for at, line in enumerate(lines):
        mark = mark_of(line.text)
        if at > 0 and mark and mark.kind == APPENDIX and _signature_at(lines[:at]) is not None:
            return lines[max(0, at - _FOOT) : at]
    return lines[-_FOOT:]


def _labelled(head: Sequence[Piece]) -> Metadata:
    pairs: list[tuple[str, str]] = []
    for piece in head:
        if isinstance(piece, Table):
            for row in piece.rows:
                pairs += pairwise(row)
        elif match := _LABELLED.fullmatch(piece.text):
            pairs.append((match.group(1), match.group(2)))
    found = Metadata()
    for label, value in pairs:
        name = _LABELS.get(squeeze(label).strip("[]【】" + COLONS))
        if name:
            found = _fill(found, _value(name, value.strip()))
    return found


def _value(name: str, value: str) -> Metadata:
    if name == "issuer":
        return Metadata(issuer=value if len(value) <= 60 else "")
    if name == "document_number":
        return Metadata(document_number=normalised_number(value))
    if name == "signed_on":
        return Metadata(signed_on=first_date(value, short_form=True))
    if name == "effective_on":
        return Metadata(effective_on=first_date(value, short_form=True))
    return Metadata(title=value)


def _is_promulgation(text: str) -> bool:
    return len(text) <= _LONGEST_NOTE and bool(_PROMULGATION.fullmatch(text))


def _from_promulgation(head: Sequence[Piece]) -> Metadata:
    """Read (2001年5月12日上海市人民政府发布); of several acts in one note, the issuing one counts."""
    for piece in head:
        if not isinstance(piece, Line) or not _is_promulgation(piece.text):
            continue
        issued = _PROMULGATED.search(piece.text)
        order = re.search(
            rf"{_NAME}{{2,28}}令\s*第?\s*[0-9〇○零一二三四五六七八九十百]+\s*[号號]", piece.text
        )
        number = normalised_number(piece.text) or (squeeze(order.group()) if order else "")
        return Metadata(
            issuer=issued.group(2) if issued and _IS_ORGAN.fullmatch(issued.group(2)) else "",
            document_number=number.rpartition("日")[2],
            signed_on=first_date(issued.group(1) if issued else piece.text),
            promulgation=piece.text.strip(OPENING + CLOSING),
        )
    return Metadata()


def _from_head_lines(head: Sequence[Piece]) -> Metadata:
    found = Metadata()
    lines = [piece.text for piece in head if isinstance(piece, Line)]
    for text, following in zip(lines, [*lines[1:], ""], strict=False):
        tight = squeeze(text)
        order, number = _ORDER.fullmatch(tight), _ORDER_NUMBER.fullmatch(following)
        if order and number:
            found = _fill(found, Metadata(issuer=order.group(1), document_number=tight + squeeze(following)))
        elif letterhead := _LETTERHEAD.fullmatch(tight):
            found = _fill(found, Metadata(issuer=letterhead.group(1)))
        elif _is_number_line(text):
            found = _fill(found, Metadata(document_number=normalised_number(text)))
        elif is_only_a_date(text.strip(OPENING + CLOSING)):
            found = _fill(found, Metadata(signed_on=first_date(text)))
    return found


def _is_number_line(text: str) -> bool:
    if "签发人" in text or "簽發人" in text:
        return bool(_NUMBER.match(text))
    return bool(_NUMBER.fullmatch(text.strip(OPENING + CLOSING + " ")))


def _from_signature(foot: Sequence[Line]) -> Metadata:
    at = _signature_at(foot)
    if at is None:
        return Metadata()
    signers: list[str] = []
    for line in reversed(foot[:at]):
        names = line.text.split()
        if not names or not all(_IS_ORGAN.fullmatch(name) for name in names):
            break
        signers = [*names, *signers]
    return Metadata(issuer="、".join(signers), signed_on=first_date(foot[at].text))


def _signature_at(lines: Sequence[Line]) -> int | None:
    """Return the position of the date that stands alone below a document."""
    dates = [at for at, line in enumerate(lines) if at and is_only_a_date(line.text)]
    return dates[-1] if dates else None


def _effective_on(pieces: Sequence[Piece]) -> date | None:
    """Return the date in the first sentence in which the document speaks of itself (本办法自…起施行)."""
    for piece in pieces:
        if isinstance(piece, Line):
            match = _EFFECT.search(piece.text)
            if match and (found := first_date(match.group(1))):
                return found
    return None


def _fill(found: Metadata, other: Metadata) -> Metadata:
    """Return `found` with what only `other` knows."""
    missing = {name: value for name, value in vars(other).items() if value and not getattr(found, name)}
    return replace(found, **missing)
