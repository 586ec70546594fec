"""Whoever has a mirror can tell whether it is whole, unchanged and ours."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from sites.delivery.mirror import layout, signing
from sites.delivery.mirror.manifest import Manifest, entry_of, faults

FILES = ["index.html", "robots.txt", "sitemap.xml", "tzgg/index.html", "tzgg/index.page=2.html"]


@pytest.fixture
def mirror(tmp_path, settings):
    """A small mirror, written as an export writes one."""
    settings.DATA_DIR = tmp_path
    folder = tmp_path / "mirror" / "jyj.example" / "current"
    for name in FILES:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{name}：" * 50)
    entries = {name: entry_of(folder / name, "text/html") for name in FILES}
    signing.finish(folder, Manifest("jyj.example", "2026-11-22T18:30:00+00:00", 3, {}, entries))
    return folder


def found(folder) -> list[tuple[str, str]]:
    return [(fault.what, fault.file) for fault in faults(folder, signing.is_signed)]


def test_a_mirror_is_as_it_was_signed_wherever_it_lies(mirror, tmp_path, capsys):
    copy = shutil.copytree(mirror, tmp_path / "copy")
    call_command("verify_static", str(mirror), str(copy))
    call_command("verify_static")
    assert capsys.readouterr().out.count("全部 6 个文件") == 3


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
    (mirror / "robots.txt").unlink()
    (mirror / "shell.php").write_text("<?php")
    (mirror / "sitemap.xml").unlink()
    (mirror / "sitemap.xml").symlink_to("index.html")
    assert found(mirror) == [("missing", "robots.txt"), ("changed", "sitemap.xml"), ("strange", "shell.php")]


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
