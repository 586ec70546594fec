"""Bringing a machine to the state in which the server can start, and doing it again."""

import os

import pytest
from django.core.management import call_command

from sites.processes.preparation import prepare

pytestmark = pytest.mark.django_db


@pytest.fixture
def said(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "data"
    settings.STATIC_ROOT = tmp_path / "data" / "static"
    settings.STATICFILES_DIRS = [tmp_path / "authored"]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    (tmp_path / "authored").mkdir()
    (tmp_path / "authored" / "site.css").write_text("a {}")
    # Django takes a file for changed only when it is a second newer.
    os.utime(tmp_path / "authored" / "site.css", (0, 0))
    return []


def test_the_second_time_nothing_is_done(said, settings):
    prepare(said.append)
    assert (settings.STATIC_ROOT / "site.css").exists()
    done = len(said)
    prepare(said.append)
    assert len(said) == done == 1


def test_a_changed_static_file_is_collected_again(said, settings, tmp_path):
    prepare(said.append)
    os.utime(settings.STATIC_ROOT / "site.css", (1, 1))
    (tmp_path / "authored" / "site.css").write_text("a { color: red }")
    prepare(said.append)
    assert "red" in (settings.STATIC_ROOT / "site.css").read_text()


def test_a_lost_directory_of_static_files_is_made_again(said, settings):
    prepare(said.append)
    (settings.STATIC_ROOT / "site.css").unlink()
    settings.STATIC_ROOT.rmdir()
    prepare(said.append)
    assert (settings.STATIC_ROOT / "site.css").exists()


def test_the_sample_is_built_once_only(said, settings):
    settings.DATA_DIR.mkdir()
    (settings.DATA_DIR / "demo-built").touch()
    prepare(said.append, demo=True)
    assert len(said) == 1


def test_the_command_can_be_run_by_itself(said, capsys):
    call_command("prepare")
