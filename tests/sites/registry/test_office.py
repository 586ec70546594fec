"""Departments and sites in the office."""

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from wagtail.models import Site

from portal.content.models import Column
from sites.registry.models import Department, SiteRecord
from sites.registry.roles import roles
from tests.factories.sites import make_department, make_member, make_site, make_user

pytestmark = pytest.mark.django_db
NEW_SITE = reverse("sites_registry_sites:add")
SITES = reverse("sites_registry_sites:index")
DEPARTMENTS = reverse("sites_registry_departments:index")


@pytest.fixture
def root(client):
    client.force_login(make_user("系统管理员", is_superuser=True))
    return client


@pytest.fixture
def record(db):
    return make_site("jyj", name="教育局")


@pytest.fixture
def site_admin(client, record):
    person = make_member(record, "site_admin", "赵管理")
    client.force_login(person)
    return client


def people_url(record) -> str:
    return reverse("sites_registry_sites:people", args=[record.pk])


def edit_url(record) -> str:
    return reverse("sites_registry_sites:edit", args=[record.pk])


def form(**changes) -> dict:
    return {
        "name": "安澜市卫生健康委员会",
        "code": "wjw",
        "hostname": "wjw.example",
        "kind": "department",
        "language": "zh-hans",
        "sponsor": str(Department.objects.first().pk),
        **changes,
    }


# --- Making a site ------------------------------------------------------------------------------------


def test_the_form_makes_a_working_site(root):
    make_department("卫生健康委员会")
    response = root.post(NEW_SITE, form())
    record = SiteRecord.objects.get(code="wjw")
    assert response["Location"] == people_url(record)
    assert set(record.groups.values_list("role", flat=True)) == set(roles())
    assert Column.objects.descendant_of(record.site.root_page).exists()


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("code", "教育局", "只能使用字母、数字和连字符"),
        ("code", "jyj", "已有网站使用"),
        ("hostname", "https://wjw.example/", "请只填写域名"),
        ("hostname", "jyj.example", "已有网站使用"),
        ("kind", "kingdom", "kingdom"),
        ("language", "fr", "fr"),
        ("language", "en", "该部门还没有英文名称"),
        ("sponsor", "", "此项必填"),
        ("name", "", "此项必填"),
    ],
)
def test_bad_input_is_refused_with_a_sentence_and_kept(root, record, field, value, sentence):
    response = root.post(NEW_SITE, form(**{field: value}))
    html = response.content.decode()
    assert response.status_code == 422
    assert sentence in html
    assert SiteRecord.objects.count() == 1
    assert "安澜市卫生健康委员会" in html or field == "name"


def test_wagtails_own_site_form_leads_to_ours(root, record):
    assert root.get("/admin/sites/new/")["Location"] == NEW_SITE
    root.post(
        "/admin/sites/new/", {"hostname": "x.example", "port": 80, "root_page": record.site.root_page_id}
    )
    root.post(f"/admin/sites/delete/{record.site_id}/")
    assert Site.objects.count() == 1


def test_only_administrators_make_sites_and_departments(site_admin):
    for url in (NEW_SITE, DEPARTMENTS, reverse("sites_registry_departments:add")):
        assert site_admin.get(url).status_code == 302
    site_admin.post(NEW_SITE, form())
    assert SiteRecord.objects.count() == 1


def test_the_command_makes_a_site_once(capsys, db):
    make_department("安澜市体育局")
    arguments = ["tyj", "安澜市体育局", "--host=tyj.example", "--kind=department", "--sponsor=安澜市体育局"]
    call_command("provision_site", *arguments)
    assert "安澜市体育局" in capsys.readouterr().out
    call_command("provision_site", *arguments)
    assert SiteRecord.objects.get().code in capsys.readouterr().out


@pytest.mark.parametrize(
    "wrong", ["--host=http://x", "--kind=kingdom", "--sponsor=无此单位", "--language=fr"]
)
def test_the_command_refuses_bad_input(db, wrong):
    make_department("安澜市体育局")
    arguments = ["--host=tyj.example", "--kind=department", "--sponsor=安澜市体育局"]
    kept = [argument for argument in arguments if argument.partition("=")[0] != wrong.partition("=")[0]]
    with pytest.raises(CommandError):
        call_command("provision_site", "tyj", "安澜市体育局", *kept, wrong)
    assert not SiteRecord.objects.exists()


# --- The record of a site -----------------------------------------------------------------------------


def test_the_list_shows_every_site_to_administrators_and_their_own_to_site_administrators(
    client, record, root
):
    other = make_site("other", name="体育局")
    html = root.get(SITES).content.decode()
    assert "教育局" in html
    assert "体育局" in html
    client.force_login(make_member(other, "site_admin"))
    html = client.get(SITES).content.decode()
    assert "教育局" not in html
    assert "体育局" in html


def test_the_list_can_be_narrowed_by_state(root, record):
    make_site("other", name="体育局", state="applied")
    html = root.get(f"{SITES}?state=applied").content.decode()
    assert "体育局" in html
    assert "教育局" not in html


def test_a_site_administrator_changes_the_contact_and_nothing_else(site_admin, record):
    data = {
        "contact_name": "孙老师",
        "contact_phone": "0790-1234567",
        "icp_number": "假备案号",
        "sponsor": "",
    }
    site_admin.post(edit_url(record), data)
    record.refresh_from_db()
    assert record.contact_name == "孙老师"
    assert record.icp_number == ""


def test_the_language_of_a_site_is_shown_and_never_changes(root, record):
    html = root.get(edit_url(record)).content.decode()
    assert "设定后不再更改" in html
    assert 'name="language"' not in html
    data = {"sponsor": record.sponsor_id, "theme": record.theme, "contact_name": "孙老师", "language": "en"}
    root.post(edit_url(record), data)
    record.refresh_from_db()
    assert (record.contact_name, record.language) == ("孙老师", "zh-hans")


def test_the_form_makes_a_site_in_english_for_a_sponsor_with_an_english_name(root):
    sponsor = make_department("测试市外事办公室", english_name="Foreign Affairs Office")
    root.post(NEW_SITE, form(code="en", language="en", sponsor=str(sponsor.pk)))
    record = SiteRecord.objects.get(code="en")
    titles = Column.objects.descendant_of(record.site.root_page).values_list("title", flat=True)
    assert "Doing Business" in titles


def test_a_site_administrator_cannot_open_another_site(site_admin, record):
    other = make_site("other")
    for url in (edit_url(other), people_url(other)):
        assert site_admin.get(url).status_code in {302, 404}
    site_admin.post(people_url(other), {"user": "1", "role": "site_admin"})
    assert not other.groups.get(role="site_admin").group.user_set.exists()


@pytest.mark.parametrize("role", ["editor", "reviewer", "signer", "contributor"])
def test_other_roles_do_not_manage_the_site(client, record, role):
    client.force_login(make_member(record, role))
    for url in (SITES, edit_url(record), people_url(record)):
        assert client.get(url).status_code in {302, 404}


def test_only_the_legal_next_states_are_offered(root, record):
    html = root.get(edit_url(record)).content.decode()
    assert 'name="state" value="closing"' in html
    assert 'name="state" value="closed"' not in html


def test_a_state_is_changed_by_its_button_and_an_illegal_one_refused(root, record):
    url = reverse("sites_registry_sites:state", args=[record.pk])
    root.post(url, {"state": "applied"})
    record.refresh_from_db()
    assert record.state == "live"
    root.post(url, {"state": "nonsense"})
    root.post(url, {"state": "closing"})
    record.refresh_from_db()
    assert record.state == "closing"


def test_a_site_administrator_changes_no_state(site_admin, record):
    site_admin.post(reverse("sites_registry_sites:state", args=[record.pk]), {"state": "closing"})
    record.refresh_from_db()
    assert record.state == "live"
    assert 'name="state"' not in site_admin.get(edit_url(record)).content.decode()


def test_a_site_is_never_deleted(root, record):
    assert root.post(f"/admin/site-records/delete/{record.pk}/").status_code == 404
    assert SiteRecord.objects.filter(pk=record.pk).exists()


# --- People -------------------------------------------------------------------------------------------


def test_roles_are_given_and_taken(root, record):
    person = make_user("李审核")
    root.post(people_url(record), {"user": str(person.pk), "role": "reviewer"})
    assert person.groups.filter(site_group__record=record, site_group__role="reviewer").exists()
    root.post(people_url(record), {"revoke": str(person.pk), "role": "reviewer"})
    assert not person.groups.exists()


def test_a_site_administrator_sees_no_people_of_other_sites(site_admin, record):
    make_member(make_site("other"), "editor", "他站人员")
    make_user("新来人员")
    html = site_admin.get(people_url(record)).content.decode()
    assert "他站人员" not in html
    assert "新来人员" in html


def test_a_site_administrator_gives_no_role_to_people_of_other_sites(site_admin, record):
    stranger = make_member(make_site("other"), "editor", "他站人员")
    response = site_admin.post(people_url(record), {"user": str(stranger.pk), "role": "editor"})
    assert response.status_code == 422
    assert not stranger.groups.filter(site_group__record=record).exists()


def test_a_site_administrator_does_not_shut_himself_out(site_admin, record):
    own = record.groups.get(role="site_admin").group
    site_admin.post(people_url(record), {"revoke": str(own.user_set.get().pk), "role": "site_admin"})
    assert own.user_set.exists()


# --- Departments --------------------------------------------------------------------------------------


def test_departments_stand_in_the_order_of_the_tree(root):
    government = make_department("甲市人民政府")
    late = make_department("丙局")
    make_department("丙局一科", parent=late)
    make_department("乙办", parent=government)
    html = root.get(DEPARTMENTS).content.decode()
    names = ["甲市人民政府", "乙办", "丙局", "丙局一科"]
    assert sorted(names, key=html.index) == names


def test_an_empty_list_of_departments_can_be_read(root):
    assert root.get(DEPARTMENTS).status_code == 200


def test_a_dissolved_department_shows_its_successor(root):
    heir = make_department("教育局")
    make_department("教育委员会", dissolved_on="2019-03-01", successor=heir)
    html = root.get(f"{DEPARTMENTS}?q=教育委员会").content.decode()
    assert "2019-03-01" in html
    assert html.count("教育局") == 1
