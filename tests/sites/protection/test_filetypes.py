"""A file is what its content says; whatever could run or burst is refused with a sentence."""

import contextlib
import io

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from sites.protection import filetypes

from . import samples

ALLOWED = sorted({*settings.WAGTAILDOCS_EXTENSIONS, *settings.WAGTAILIMAGES_EXTENSIONS})


def check(content: bytes, name: str) -> str:
    return filetypes.check_type(io.BytesIO(content), name, ALLOWED)


def refusal(content: bytes, name: str) -> str:
    with pytest.raises(ValidationError) as caught:
        check(content, name)
    assert caught.value.messages[0]
    return caught.value.code


def test_the_table_covers_exactly_what_the_settings_allow():
    assert sorted(filetypes.ACCEPTED) == ALLOWED


@pytest.mark.parametrize("extension", ALLOWED)
def test_a_good_file_of_every_allowed_kind_passes(extension):
    expected = "jpg" if extension == "jpeg" else extension
    assert check(samples.GOOD[extension], f"文件.{extension.upper()}") == expected


@pytest.mark.parametrize("extension", ALLOWED)
@pytest.mark.parametrize(
    "content", [samples.PROGRAM, b"\x7fELF\2\1", b"#!/bin/sh\nrm -rf /", b"<?php eval();"]
)
def test_a_program_passes_under_no_name(extension, content):
    assert refusal(content, f"a.{extension}") == "program"


@pytest.mark.parametrize("extension", ALLOWED)
@pytest.mark.parametrize(
    "content",
    [
        samples.PAGE,
        samples.DRAWING,
        "甲".encode() * 99_999 + b"<SCRIPT>",
        samples.PAGE.decode().encode("utf-16"),
    ],
)
def test_markup_that_a_browser_runs_passes_under_no_name(extension, content):
    assert refusal(content, f"a.{extension}") == "markup"


@pytest.mark.parametrize(
    "name", ["a.exe", "a.html", "a.svg", "a.xml", "a.js", "a.pdf.exe", "a", ".pdf", "pdf", "a."]
)
def test_other_extensions_are_refused_whatever_the_content(name):
    assert refusal(samples.GOOD["pdf"], name) == "extension"


def test_every_kind_under_every_other_name_is_refused_or_harmless():
    for extension in ALLOWED:
        for kind, content in samples.GOOD.items():
            if filetypes.identify(io.BytesIO(content)) not in filetypes.ACCEPTED[extension]:
                assert refusal(content, f"a.{extension}") == "mismatch", (extension, kind)


def test_an_archive_that_bursts_is_refused():
    assert refusal(samples.bomb(), "a.zip") == "bomb"
    assert refusal(samples.office("word", **{"word/media/a.bin": b"\0" * (64 * 1024**2)}), "a.docx") == "bomb"


def test_an_archive_of_too_many_members_is_refused():
    members = {f"{number}.txt": b"" for number in range(filetypes.MAX_ARCHIVE_MEMBERS + 1)}
    assert refusal(samples.zipped(members), "a.zip") == "bomb"


@pytest.mark.parametrize(
    "member", ["../../etc/passwd", "/etc/passwd", "a/../../b", "C:\\windows\\a", "a\\..\\..\\b"]
)
def test_an_archive_that_leaves_its_folder_is_refused(member):
    assert refusal(samples.zipped({member: b"x"}), "a.zip") == "traversal"


def test_macros_are_refused_in_old_and_new_formats():
    assert refusal(samples.office("word", **{"word/vbaProject.bin": b"x"}), "a.docx") == "macros"
    assert refusal(samples.ole2("WordDocument", "Macros", "VBA"), "a.doc") == "macros"


def test_locked_files_are_refused():
    assert refusal(samples.ole2("EncryptionInfo", "EncryptedPackage"), "a.docx") == "locked"
    locked = bytearray(samples.zipped({"a.txt": b"secret"}))
    central = locked.index(b"PK\x01\x02")
    locked[6] |= 1
    locked[central + 8] |= 1
    assert refusal(bytes(locked), "a.zip") == "locked"


def test_an_installer_in_an_office_container_is_no_document():
    assert refusal(samples.ole2("\u4840\u3b3f\u43f2\u4438\u45b1"), "setup.doc") == "unknown"


def test_a_java_program_is_no_archive():
    assert refusal(samples.zipped({"META-INF/MANIFEST.MF": b"Main-Class: A"}), "a.zip") == "program"


def test_a_directory_that_runs_in_circles_is_damaged():
    content = bytearray(samples.ole2("a", "b", "c", "d", "e"))
    content[512 + 4 : 512 + 8] = (1).to_bytes(4, "little")
    assert refusal(bytes(content), "a.doc") == "damaged"


def test_an_empty_file_is_refused():
    assert refusal(b"", "a.txt") == "empty"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "big5", "utf-16"])
def test_text_passes_in_every_encoding_in_use(encoding):
    assert check("臺北市政府公告，中文。\r\n\t第二行".encode(encoding), "a.txt") == "txt"


@hypothesis_settings(deadline=None)
@given(
    st.binary(max_size=300), st.sampled_from(["pdf", "docx", "doc", "jpg", "zip", "ofd", "mp4", "mp3", "rar"])
)
def test_arbitrary_bytes_never_pass_as_a_document_and_never_crash(content, extension):
    try:
        kind = filetypes.identify(io.BytesIO(content))
    except ValidationError:
        return
    if kind == "txt":
        assert refusal(content, f"a.{extension}") == "mismatch"


@hypothesis_settings(deadline=None)
@given(st.sampled_from(sorted(samples.GOOD)), st.data())
def test_a_damaged_file_is_judged_and_never_crashes(extension, data):
    content = bytearray(samples.GOOD[extension])
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    file = io.BytesIO(bytes(content[: data.draw(st.integers(0, len(content)))]))
    with contextlib.suppress(ValidationError):
        filetypes.check_type(file, f"a.{extension}", ALLOWED)
    assert file.tell() == 0
