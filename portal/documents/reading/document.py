"""What reading a file gives: `ReadDocument`, its blocks, and the reason when there is none."""

import html
import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date

_TAG = re.compile(r"<[^>]*>")
# Marks without width or meaning of their own: byte order mark, zero-width space and joiners, soft hyphen.
_INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u200c\u200d\u2060\u00ad"))

# One document that belongs to no site's content could still be a whole book; a heading never is.
MAX_HEADING_LENGTH = 120


class UnreadableError(Exception):
    """The file cannot be brought in. `reason` tells the editor why in a sentence; `code` is for programs."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


@dataclass(frozen=True)
class Heading:
    """`level` is 2 or 3 (the title of the page is 1); `anchor` is ASCII and unique within the document."""

    level: int
    text: str
    anchor: str


@dataclass(frozen=True)
class Paragraph:
    """Sanitised rich text: one `<p>`, or one list."""

    html: str

    @property
    def text(self) -> str:
        return html.unescape(_TAG.sub("", self.html))


@dataclass(frozen=True)
class Table:
    """Rows of plain text, all of the same length; `header` says that the first row names the columns."""

    rows: tuple[tuple[str, ...], ...]
    header: bool = False

    @property
    def text(self) -> str:
        return "\n".join("\n".join(row) for row in self.rows)


Block = Heading | Paragraph | Table


@dataclass(frozen=True)
class ReadDocument:
    """A document as it was read.

    `document_number` is the 发文字号 with 〔〕, `signed_on` 成文日期, `effective_on` 施行日期; each is taken
    only from the document's own head or foot and is empty when it does not stand there. Everything that
    is not the title stands in `blocks`, in its order; `warnings` are sentences for the editor.
    """

    title: str
    blocks: tuple[Block, ...]
    issuer: str = ""
    document_number: str = ""
    signed_on: date | None = None
    effective_on: date | None = None
    promulgation: str = ""
    language_variant: str = ""
    warnings: tuple[str, ...] = field(default_factory=tuple)

    @property
    def text(self) -> str:
        return "\n".join([self.title, *(block.text for block in self.blocks)])


def squeeze(text: str) -> str:
    """Return `text` without white space and invisible marks: what two copies of one text share."""
    return "".join(text.translate(_INVISIBLE).split())


def comparable(text: str) -> str:
    """Return the form in which two files say the same: no white space, one width for every character."""
    return squeeze(unicodedata.normalize("NFKC", text))
