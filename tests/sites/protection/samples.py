"""Small files of every kind, made on the spot."""

from __future__ import annotations

import io
import struct
import zipfile

from PIL import Image, ImageDraw

from tests.factories.files import pdf


def photo(extension: str = "jpg", size: tuple[int, int] = (64, 48), gps: bool = False, **options) -> bytes:
    """A picture whose left half is red and right half blue; with `gps`, taken in a known place."""
    image = Image.new("RGB", size, "red")
    ImageDraw.Draw(image).rectangle((size[0] // 2, 0, *size), fill="blue")
    if gps:
        exif = Image.Exif()
        exif[0x010F] = "SecretCamera"
        exif[0x0112] = options.pop("orientation", 1)
        place = exif.get_ifd(0x8825)
        place[1], place[2], place[3], place[4] = "N", (30.0, 16.0, 3.0), "E", (120.0, 9.0, 11.0)
        options["exif"] = exif
    buffer = io.BytesIO()
    image.save(buffer, {"jpg": "JPEG"}.get(extension, extension.upper()), **options)
    return buffer.getvalue()


def moving_gif() -> bytes:
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "green", "blue")]
    buffer = io.BytesIO()
    frames[0].save(buffer, "GIF", save_all=True, append_images=frames[1:])
    return buffer.getvalue()


def zipped(members: dict[str, bytes | str], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def office(folder: str, **more: bytes) -> bytes:
    return zipped({"[Content_Types].xml": "<Types/>", f"{folder}/main.xml": "<x/>", **more})


def ole2(*streams: str) -> bytes:
    """A container whose directory starts at sector 1 and goes on as far as `streams` need."""
    entries = b"".join(_entry(name) for name in ("Root Entry", *streams))
    entries += b"\0" * (-len(entries) % 512)
    count = len(entries) // 512
    table = [0xFFFFFFFD] + [at + 1 for at in range(1, count)] + [0xFFFFFFFE]
    table += [0xFFFFFFFF] * (128 - len(table))
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<II", header, 44, 1, 1)
    struct.pack_into("<I", header, 68, 0xFFFFFFFE)
    struct.pack_into("<I", header, 76, 0)
    return bytes(header) + struct.pack("<128I", *table) + entries


def _entry(name: str) -> bytes:
    encoded = (name + "\0").encode("utf-16-le")
    return encoded.ljust(64, b"\0") + struct.pack("<H", len(encoded)).ljust(64, b"\0")


def box(kind: bytes, content: bytes = b"") -> bytes:
    return struct.pack(">I4s", 8 + len(content), kind) + content


def mp4(place: bytes = b"+30.2675+120.1530/") -> bytes:
    """An MP4 skeleton that says where it was taken, as telephones write it."""
    moov = box(b"moov", box(b"mvhd", b"\0" * 100) + box(b"udta", box(b"\xa9xyz", place)) + box(b"trak"))
    return box(b"ftyp", b"isom\0\0\2\0isomavc1") + moov + box(b"mdat", b"frames" * 100)


def mp3() -> bytes:
    return b"ID3\x04\0\0\0\0\0\x0a" + b"\0" * 10 + b"\xff\xfb\x90\x00" + b"\0" * 413


GOOD: dict[str, bytes] = {
    "csv": "单位,电话\n市政府,12345\n".encode(),
    "doc": ole2("WordDocument", "1Table"),
    "docx": office("word"),
    "et": ole2("Workbook"),
    "gif": photo("gif"),
    "jpeg": photo(),
    "jpg": photo(),
    "mp3": mp3(),
    "mp4": mp4(),
    "odp": zipped({"mimetype": "application/vnd.oasis.opendocument.presentation"}),
    "ods": zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}),
    "odt": zipped({"mimetype": "application/vnd.oasis.opendocument.text"}),
    "ofd": zipped({"OFD.xml": "<OFD/>", "Doc_0/Document.xml": "<x/>"}),
    "pdf": pdf("text"),
    "png": photo("png"),
    "ppt": ole2("PowerPoint Document"),
    "pptx": office("ppt"),
    "rar": b"Rar!\x1a\x07\x01\x00" + b"\0" * 40,
    "rtf": rb"{\rtf1\ansi text}",
    "txt": "市政府通知\r\n".encode(),
    "webp": photo("webp"),
    "wps": ole2("WordDocument"),
    "xls": ole2("a", "b", "c", "d", "Workbook"),
    "xlsx": office("xl"),
    "zip": zipped({"附件/说明.txt": "说明"}),
}

PROGRAM = b"MZ\x90\0" + b"\0" * 200
PAGE = b"<!DOCTYPE html><title>x</title><script>alert(1)</script>"
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'


def bomb() -> bytes:
    return zipped({"zeros.txt": b"\0" * (64 * 1024**2)})
