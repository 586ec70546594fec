"""成组发布 in the office: put together, looked at, released; what is missing first."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from sites.editorial import bundles, operations
from sites.editorial.models import Bundle
from tests.factories.bundles import make_bundle, sign
from tests.factories.sites import make_member, make_site

from .conftest import change, fresh, write

LIST = reverse("sites_editorial:bundles")


def at(bundle) -> str:
    return reverse("sites_editorial:bundle", args=[bundle.pk])


def shown(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_editor_makes_a_bundle_fills_it_completes_it_and_it_goes_out(client, newsroom, pages):
    client.force_login(newsroom.editor)
    answer = client.post(LIST, {"record": newsroom.record.pk, "name": "某某办法及解读"})
    bundle = Bundle.objects.get()
    assert answer.url == at(bundle)
    assert "某某办法" in shown(client, at(bundle))
    client.post(at(bundle), {"act": "add", "pages": [page.pk for page in pages]})
    assert bundle.members.count() == 2
    client.post(at(bundle), {"act": "complete", "release_at": ""})
    for page in pages:
        sign(page, newsroom.editor, newsroom.reviewer, newsroom.signer)
    assert fresh(pages[0]).live
    assert "已发布" in shown(client, at(bundle))


def test_errors_stand_beside_their_fields_and_nothing_typed_is_lost(client, newsroom, pages):
    client.force_login(newsroom.editor)
    answer = client.post(LIST, {"record": newsroom.record.pk, "name": " "})
    assert answer.status_code == 422
    assert "请填写名称" in answer.content.decode()
    bundle = make_bundle(pages, newsroom.editor, complete=False)
    answer = client.post(at(bundle), {"act": "complete", "release_at": "2020-01-01 08:00"})
    assert answer.status_code == 422
    assert "这一时间已过" in answer.content.decode()
    assert "2020-01-01 08:00" in answer.content.decode()
    assert "请至少选择一个页面" in client.post(at(bundle), {"act": "add"}).content.decode()
    url = reverse("sites_editorial:bundle_of_page", args=[write(newsroom.column, newsroom.editor).pk])
    assert "请至少选择一个页面" in client.post(at(bundle), {"act": "add"}).content.decode()
    assert client.post(at(bundle), {"act": "nonsense"}).status_code == 422
    assert client.post(at(bundle), {"act": "complete", "release_at": "明天"}).status_code == 422
    for key in ("nonsense", "0", ""):
        assert client.post(at(bundle), {"take_out": key}).status_code == 404
    answer = client.post(url, {"bundle": "nonsense", "name": "长" * 101})
    assert answer.status_code == 422
    assert "长" * 101 in answer.content.decode()


def test_the_bundle_names_the_state_of_each_page_and_who_is_next_the_missing_first(client, newsroom, pages):
    third = write(newsroom.column, newsroom.editor, "办法的新闻")
    bundle = make_bundle([*pages, third], newsroom.editor)
    sign(pages[0], newsroom.editor, newsroom.reviewer, newsroom.signer)
    sign(pages[1], newsroom.editor, newsroom.reviewer)
    client.force_login(newsroom.other_signer)
    html = shown(client, at(bundle))
    listed = html[html.index("本组页面") :]
    assert "已签发，等待一起发布" in listed
    assert "等待签发" in listed
    assert "张签发、吴签发" in listed or "吴签发、张签发" in listed
    assert "尚未送审" in listed
    assert listed.index("《某某办法》解读") < listed.index(">某某办法<")
    # A signer looks, an editor changes.
    assert "解散发布组" not in html
    operations.return_to_author(fresh(pages[1]), newsroom.signer, "请补充依据")
    assert "已退回修改" in shown(client, at(bundle))
    change(pages[0], newsroom.editor)
    assert "签发后有改动" in shown(client, at(bundle))


def test_a_page_is_put_into_a_bundle_from_its_own_menu_and_leads_to_it_afterwards(client, newsroom, pages):
    client.force_login(newsroom.editor)
    url = reverse("sites_editorial:bundle_of_page", args=[pages[0].pk])
    assert url in shown(client, reverse("wagtailadmin_pages:edit", args=[pages[0].pk]))
    assert client.post(url, {"bundle": "", "name": ""}).status_code == 422
    answer = client.post(url, {"bundle": "", "name": "一组"})
    bundle = Bundle.objects.get()
    assert answer.url == at(bundle)
    assert client.get(url).url == at(bundle)
    other = reverse("sites_editorial:bundle_of_page", args=[pages[1].pk])
    client.post(other, {"bundle": bundle.pk, "name": ""})
    assert bundle.members.count() == 2


def test_pages_are_taken_out_and_the_bundle_held_back_and_dissolved(client, newsroom, pages):
    bundle = make_bundle(pages, newsroom.editor)
    client.force_login(newsroom.editor)
    client.post(at(bundle), {"act": "hold"})
    bundle.refresh_from_db()
    assert bundle.state == "collecting"
    client.post(at(bundle), {"take_out": pages[0].pk})
    assert bundle.members.count() == 1
    answer = client.post(at(bundle), {"act": "dissolve"}, follow=True)
    assert "没有发布任何页面" in answer.content.decode()
    assert client.post(at(bundle), {"act": "hold"}).status_code == 422


@pytest.mark.parametrize("person", ["reviewer", "signer", "root"])
def test_others_see_no_form_and_change_nothing(client, newsroom, pages, person):
    bundle = make_bundle(pages, newsroom.editor)
    client.force_login(getattr(newsroom, person))
    assert "确认备齐" not in shown(client, at(bundle))
    for data in ({"act": "dissolve"}, {"act": "hold"}, {"take_out": pages[0].pk}):
        assert client.post(at(bundle), data).status_code == 422
    client.post(LIST, {"record": newsroom.record.pk, "name": "一组"})
    assert Bundle.objects.count() == 1
    assert Bundle.objects.get().state == "complete"
    assert bundle.members.count() == 2


def test_a_bundle_is_shown_to_people_of_its_site_only(client, newsroom, pages):
    bundle = make_bundle(pages, newsroom.editor)
    client.force_login(make_member(make_site("other"), "editor"))
    assert client.get(at(bundle)).status_code == 404
    assert client.post(at(bundle), {"act": "dissolve"}).status_code == 404
    assert bundle.name not in shown(client, LIST)
    assert bundle.name not in shown(client, "/admin/")


def test_a_refused_bundle_is_seen_on_the_first_page_by_those_who_edit_and_sign(client, newsroom, pages):
    bundle = make_bundle(pages, newsroom.editor)
    Bundle.objects.update(refusal="某某办法：缺少审核环节。", tried_at=timezone.now())
    for person, sees in [("editor", True), ("signer", True), ("reviewer", False)]:
        client.force_login(getattr(newsroom, person))
        assert ("缺少审核环节" in shown(client, "/admin/")) is sees
    client.force_login(newsroom.editor)
    assert "缺少审核环节" in shown(client, at(bundle))


def test_who_opens_a_waiting_text_reads_that_a_change_costs_its_signature(client, newsroom, pages):
    make_bundle(pages, newsroom.editor)
    sign(pages[0], newsroom.editor, newsroom.reviewer, newsroom.signer)
    client.force_login(newsroom.editor)
    url = reverse("wagtailadmin_pages:edit", args=[pages[0].pk])
    assert "如有改动，须重新送审" in shown(client, url)
    change(pages[0], newsroom.editor)
    assert "签发后又有改动" in shown(client, url)


def test_a_signer_reads_that_the_text_will_wait_and_afterwards_that_it_does(client, newsroom, pages):
    bundle = make_bundle(pages, newsroom.editor)
    sign(pages[0], newsroom.editor, newsroom.reviewer)
    client.force_login(newsroom.signer)
    url = reverse("sites_editorial:review", args=[pages[0].pk])
    assert at(bundle) in shown(client, url)
    page = fresh(pages[0])
    answer = client.post(url, {"revision": page.latest_revision_id, "decision": "approve"}, follow=True)
    assert "等待与同组页面一起发布" in answer.content.decode()


def test_only_own_unpublished_texts_of_the_site_are_offered_and_taken(client, newsroom, pages, published):
    bundle = make_bundle(pages, newsroom.editor, complete=False)
    colleague = make_member(newsroom.record, "editor")
    theirs, own = (
        write(newsroom.column, colleague, "同事的稿件"),
        write(newsroom.column, newsroom.editor, "自己的"),
    )
    client.force_login(newsroom.editor)
    html = shown(client, at(bundle))
    assert "自己的" in html
    assert "同事的稿件" not in html
    for page in (theirs, published, pages[0]):
        assert client.post(at(bundle), {"act": "add", "pages": [own.pk, page.pk]}).status_code == 422
    assert bundle.members.count() == 2


def test_list_and_bundle_cost_as_many_queries_for_many(
    client, newsroom, pages, django_assert_max_num_queries
):
    bundle = make_bundle(pages[:1], newsroom.editor, complete=False)
    sign(pages[0], newsroom.editor, newsroom.reviewer)
    client.force_login(newsroom.editor)
    for address in (LIST, at(bundle), "/admin/"):
        client.get(address)
    with django_assert_max_num_queries(100) as few:
        client.get(LIST)
    with django_assert_max_num_queries(100) as one_page:
        client.get(at(bundle))
    for number in range(5):
        another = write(newsroom.column, newsroom.editor, f"第{number}篇")
        make_bundle([write(newsroom.column, newsroom.editor)], newsroom.editor, f"第{number}组")
        bundles.add(bundle, another, newsroom.editor)
        sign(another, newsroom.editor, *([newsroom.reviewer] if number % 2 else []))
    with django_assert_max_num_queries(len(few)):
        assert "第4组" in shown(client, LIST)
    with django_assert_max_num_queries(len(one_page)):
        assert "第4篇" in shown(client, at(bundle))


def test_the_list_has_the_open_ones_first_the_refused_before_them(client, newsroom):
    names = ["已发布的", "正常的", "有问题的"]
    for name in names:
        bundles.make(newsroom.record, newsroom.editor, name)
    Bundle.objects.filter(name="已发布的").update(state="released", released_at=timezone.now())
    Bundle.objects.filter(name="有问题的").update(refusal="缺少环节", tried_at=timezone.now())
    for number in range(2):
        Bundle.objects.create(
            site_code=newsroom.record.code, name=f"更早{number}", made_by=newsroom.editor, state="dissolved"
        )
    client.force_login(newsroom.editor)
    html = shown(client, LIST)
    assert html.index("有问题的") < html.index("正常的") < html.index("已发布的")


def test_the_moment_is_told(client, newsroom, pages):
    moment = timezone.localtime() + datetime.timedelta(days=2)
    bundle = make_bundle(pages, newsroom.editor, release_at=moment)
    client.force_login(newsroom.signer)
    assert f"{moment:%Y-%m-%d %H:%M}" in shown(client, at(bundle))
    assert f"{moment:%Y-%m-%d %H:%M}发布" in shown(client, LIST)
