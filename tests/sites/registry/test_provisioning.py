"""One operation makes a site that works; a second call changes nothing."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page, Site, Workflow

from portal.content.columns import standard_columns
from portal.content.models import Column, CountyHome, DepartmentHome, PortalHome
from sites.registry.models import SiteGroup, SiteKind, SiteRecord, SiteState
from sites.registry.operations import SiteSpec, provision_site
from sites.registry.roles import roles
from tests.factories.sites import make_department, make_site

pytestmark = pytest.mark.django_db
COUNTED = [
    Collection, Column, Group, GroupCollectionPermission, GroupPagePermission, Page, Site, SiteGroup,
    SiteRecord, Workflow,
]  # fmt: skip


def counts() -> dict[str, int]:
    return {model.__name__: model._default_manager.count() for model in COUNTED}


def spec(**changes) -> SiteSpec:
    known = {"code": "jyj", "name": "教育局网站", "hostname": "jyj.example", "kind": SiteKind.DEPARTMENT}
    return SiteSpec(**{**known, "sponsor": changes.pop("sponsor", None) or make_department(), **changes})


@pytest.mark.parametrize(
    ("kind", "home"),
    [(SiteKind.PORTAL, PortalHome), (SiteKind.DEPARTMENT, DepartmentHome), (SiteKind.COUNTY, CountyHome)],
)
def test_every_kind_of_site_answers_with_its_own_home_page_and_columns(kind, home):
    record = make_site(kind=kind)
    assert isinstance(record.site.root_page.specific, home)
    assert record.theme == kind
    columns = Column.objects.child_of(record.site.root_page).order_by("path")
    assert [column.slug for column in columns] == [column.slug for column in standard_columns(kind)]
    response = Client(SERVER_NAME=record.site.hostname).get("/")
    assert response.status_code == 200
    assert record.name in response.content.decode()


def test_a_second_call_changes_nothing():
    wanted = spec()
    record = provision_site(wanted)
    before = counts()
    assert provision_site(wanted) == record
    assert counts() == before


@pytest.mark.parametrize("hostname", ["jyj.example", "JYJ.Example"])
def test_two_sites_never_share_a_host_name(hostname):
    provision_site(spec())
    before = counts()
    with pytest.raises(ValidationError) as refusal:
        provision_site(spec(code="other", name="另一网站", hostname=hostname))
    assert "hostname" in refusal.value.message_dict
    assert counts() == before


def test_two_sites_never_share_a_name():
    provision_site(spec())
    with pytest.raises(ValidationError) as refusal:
        provision_site(spec(code="other", hostname="other.example"))
    assert "name" in refusal.value.message_dict


def test_nothing_is_left_of_a_site_whose_filing_is_wrong():
    before = counts()
    with pytest.raises(ValidationError):
        provision_site(spec(sponsor=make_department(), filing={"site_id_code": "太短"}))
    assert counts() == before


def test_a_host_name_answers_in_any_letter_case():
    provision_site(spec(hostname="JYJ.Example", filing={"state": SiteState.LIVE}))
    assert Client(SERVER_NAME="jyj.EXAMPLE").get("/").status_code == 200


@pytest.mark.parametrize("code", list(roles()))
def test_a_role_has_exactly_the_rights_of_the_data_file(code):
    record, role = make_site(), roles()[code]
    group = record.groups.get(role=code).group
    pages = GroupPagePermission.objects.filter(group=group)
    assert {right.permission.codename for right in pages} == {f"{name}_page" for name in role.pages}
    assert {right.page_id for right in pages} <= {record.site.root_page_id}
    media = GroupCollectionPermission.objects.filter(group=group)
    assert sorted(right.permission.codename for right in media) == sorted(
        f"{action}_{kind}" for action in role.media for kind in ("image", "document")
    )
    assert {right.collection_id for right in media} <= {record.collection_id}
    assert set(group.permissions.values_list("codename", flat=True)) == {"access_admin"}


def test_the_roles_of_a_site_reach_no_page_of_another():
    make_site("first")
    second = make_site("second")
    for group in Group.objects.filter(site_group__record=second):
        places = {right.page_id for right in group.page_permissions.all()}
        assert places <= {second.site.root_page_id}


ROLES_OF_REVIEW = ("reviewer", "second_reviewer", "secrecy_reviewer", "proofreader", "signer")


def test_every_site_has_its_own_review_by_its_own_people():
    first, second = make_site("first"), make_site("second")
    workflows = [record.site.root_page.get_workflow() for record in (first, second)]
    assert workflows[0] != workflows[1]
    for record, workflow in zip((first, second), workflows, strict=True):
        groups = {group for task in workflow.tasks for group in task.specific.groups.all()}
        assert groups == {record.groups.get(role=role).group for role in ROLES_OF_REVIEW}
