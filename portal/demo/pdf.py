"""Writes small PDF files with Chinese text.

The font is one of the Chinese fonts every reader of PDF knows by name, so none is embedded and a page stays
small.
"""

from __future__ import annotations

import datetime

_LINE = 36
_WIDTH, _HEIGHT = 595, 842
_LEFT, _TOP = 72, 760


def document(title: str, paragraphs: list[str], written: datetime.datetime) -> bytes:
    """One page of A4 with a title and paragraphs (as many as fit)."""
    lines = [line for text in paragraphs for line in [*_broken(text), ""]]
    drawn = [f"BT /F1 18 Tf {_LEFT} {_TOP} Td {_hex(title)} Tj ET"]
    for number, line in enumerate(lines):
        drawn.append(f"BT /F1 12 Tf {_LEFT} {_TOP - 44 - number * 20} Td {_hex(line)} Tj ET")
    stream = "\n".join(drawn)
    objects = [
        "<< /Type /Catalog /Pages 2 0 R /Lang (zh-CN) /ViewerPreferences << /DisplayDocTitle true >> >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {_WIDTH} {_HEIGHT}] /Contents 4 0 R "
        "/Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H "
        "/DescendantFonts [6 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 7 0 R >>",
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] "
        "/ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
        f"<< /Title {_hex(title, mark=True)} /CreationDate (D:{written:%Y%m%d%H%M%S}+08'00') >>",
    ]
    return _assembled(objects)


def _assembled(objects: list[str]) -> bytes:
    """Number the objects and add the table that says where each begins."""
    body, starts = b"%PDF-1.5\n", []
    for number, text in enumerate(objects, 1):
        starts.append(len(body))
        body += f"{number} 0 obj\n{text}\nendobj\n".encode("ascii")
    table = [f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n"]
    table += [f"{start:010d} 00000 n \n" for start in starts]
    trailer = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>\n"
    return body + ("".join(table) + trailer + f"startxref\n{len(body)}\n%%EOF\n").encode("ascii")


def _broken(text: str) -> list[str]:
    """Lines of equal length; Chinese may break anywhere."""
    return [text[start : start + _LINE] for start in range(0, len(text), _LINE)]


def _hex(text: str, mark: bool = False) -> str:
    """A string as hexadecimal UTF-16; texts outside page content begin with a byte order mark."""
    return f"<{'FEFF' if mark else ''}{text.encode('utf-16-be').hex().upper()}>"
