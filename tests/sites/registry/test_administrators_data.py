"""The data file of the three administrators, and the manual that tells them about it."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission

from sites.registry.posts import posts
from tests.architecture.source import ROOT

MANUAL = (ROOT / "docs/administrators.zh.md").read_text(encoding="utf-8")
# To have one of these would be to write, review, publish or take down.
OF_CONTENT = ("wagtailcore.", "wagtailimages.", "wagtaildocs.", "portal_", "sites_media.")


@pytest.mark.parametrize("post", posts().values(), ids=lambda post: post.code)
def test_the_manual_says_what_the_data_file_says(post):
    assert f"| {post.name} | {post.duty} |" in MANUAL


def test_the_manual_has_a_row_for_each_post_and_no_other():
    rows = [line for line in MANUAL.splitlines() if line.startswith("| ") and "管理员 |" in line]
    assert len(rows) == len(posts())


@pytest.mark.parametrize("post", posts().values(), ids=lambda post: post.code)
def test_every_permission_of_the_data_file_exists(post, db):
    known = {
        f"{one.content_type.app_label}.{one.codename}"
        for one in Permission.objects.select_related("content_type")
    }
    assert post.permissions <= known


@pytest.mark.parametrize("post", posts().values(), ids=lambda post: post.code)
def test_no_post_has_a_right_over_content(post):
    rights = post.permissions - {"wagtailadmin.access_admin"}
    assert not [right for right in rights if right.startswith(OF_CONTENT)]


def test_the_auditor_changes_nothing():
    verbs = {right.partition(".")[2].partition("_")[0] for right in posts()["audit_admin"].permissions}
    assert verbs == {"access", "view"}
