"""Whoever has a mirror can tell whether it is whole, unchanged and ours."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from sites.delivery.mirror import layout, signing
from sites.delivery.mirror.manifest import faults
from tests.factories.mirrors import make_mirror


@pytest.fixture
def mirror(tmp_path, settings):
    settings.DATA_DIR = tmp_path
    return make_mirror(tmp_path)


def found(folder) -> list[tuple[str, str]]:
    return [(fault.what, fault.file) for fault in faults(folder, signing.is_signed)]


def test_a_mirror_is_as_it_was_signed_wherever_it_lies(mirror, tmp_path, capsys):
    copy = shutil.copytree(mirror, tmp_path / "copy")
    call_command("verify_static", str(mirror), str(copy))
    call_command("verify_static")
    assert capsys.readouterr().out.count("全部 9 个文件") == 3


def test_one_changed_byte_is_found(mirror, capsys):
    page = mirror / "tzgg/index.html"
    content = bytearray(page.read_bytes())
    content[100] ^= 1
    page.write_bytes(content)
    assert found(mirror) == [("changed", "tzgg/index.html")]
    with pytest.raises(CommandError, match="请勿使用"):
        call_command("verify_static", str(mirror))
    assert "tzgg/index.html 被改动" in capsys.readouterr().err


def test_what_is_missing_or_was_planted_is_found(mirror):
    (mirror / "404.html").unlink()
    (mirror / "shell.php").write_text("<?php")
    (mirror / "503.html").unlink()
    (mirror / "503.html").symlink_to("index.html")
    assert found(mirror) == [("missing", "404.html"), ("changed", "503.html"), ("strange", "shell.php")]


def test_a_manifest_that_somebody_else_wrote_is_found(mirror, settings):
    manifest = mirror / layout.MANIFEST
    manifest.write_bytes(manifest.read_bytes().replace(b'"pages": ', b'"pages": 1'))
    assert found(mirror) == [("unsigned", layout.MANIFEST)]
    signing.sign(mirror)
    assert found(mirror) == []
    settings.SECRET_KEY = "another installation's"
    assert found(mirror) == [("unsigned", layout.MANIFEST)]


@pytest.mark.parametrize("content", [None, b"", b"{}", b"[]", b"not JSON"])
def test_what_has_no_manifest_is_no_mirror(content, mirror):
    (mirror / layout.MANIFEST).unlink()
    if content is not None:
        (mirror / layout.MANIFEST).write_bytes(content)
    assert [what for what, _file in found(mirror)] == ["unsigned", "unreadable"]


def test_it_can_be_verified_without_this_program(mirror):
    """As docs/delivery.md says: with sha256sum, and with openssl by who holds the secret key."""
    done = subprocess.run(["sha256sum", "--check", "--quiet", layout.SUMS], cwd=mirror, capture_output=True)
    assert (done.returncode, done.stdout) == (0, b"")
    if shutil.which("openssl") is None:
        pytest.skip("openssl is missing")
    script = (
        "key=$(printf %s \"sites.delivery.mirror$SECRET\" | openssl dgst -sha256 -r | cut -d' ' -f1); "
        "openssl dgst -sha256 -mac HMAC -macopt hexkey:$key -r MANIFEST.json | cut -d' ' -f1"
    )
    said = subprocess.run(
        ["sh", "-c", script], cwd=mirror, env={"SECRET": settings.SECRET_KEY, "PATH": "/usr/bin:/bin"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert said.stdout == (mirror / layout.SIGNATURE).read_text()
