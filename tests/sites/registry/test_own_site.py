"""Inside one's own site the work goes on: isolation shuts out others, not the people of the site."""

from __future__ import annotations

import pytest
from django.urls import reverse

from portal.content.models import Article, Column
from sites.pages.forms import GovPageForm
from sites.registry.models import SiteRecord
from tests.factories.sites import make_member

from . import two_sites
from .questions import article_form

pytestmark = pytest.mark.django_db


def edit(page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def form_class(page) -> type[GovPageForm]:
    return page.get_edit_handler().get_form_class()


def test_the_explorer_begins_at_the_own_home_page(world, clients):
    response = clients["editor"].get(reverse("wagtailadmin_explore_root"), follow=True)
    assert response.context["parent_page"].pk == world.own.home.pk


def test_the_explorer_menu_lists_the_own_columns(world, clients):
    path = reverse("wagtailadmin_api:pages:listing")
    response = clients["editor"].get(path, {"child_of": world.own.home.pk, "for_explorer": 1})
    assert response.json()["meta"]["total_count"] == world.own.home.get_children().count()


def test_somebody_of_two_sites_sees_both_and_no_third(world, clients):
    path = reverse("wagtailadmin_api:pages:listing")
    response = clients["editor of two sites"].get(path, {"child_of": "root", "for_explorer": 1})
    titles = {item["admin_display_title"] for item in response.json()["items"]}
    assert titles == {world.own.home.title, "第三网站"}


def test_an_editor_writes_and_submits_with_the_sites_own_picture(world, clients):
    path = reverse("wagtailadmin_pages:add", args=["portal_content", "article", world.own.column.pk])
    data = article_form(world.own, title="编辑写的稿件", cover=world.own.image.pk)
    clients["editor"].post(path, {**data, "action-submit": "1"})
    article = Article.objects.get(draft_title="编辑写的稿件")
    assert article.current_workflow_task_state.task.name.startswith(two_sites.OWN_WORD)
    assert article.get_latest_revision_as_object().cover == world.own.image


@pytest.mark.parametrize("role", ["reviewer", "signer"])
def test_those_who_decide_find_and_open_texts_of_the_site(world, clients, role):
    listing = clients[role].get(reverse("wagtailadmin_explore", args=[world.own.column.pk]))
    assert world.own.draft.title in listing.content.decode()
    search = clients[role].get(reverse("wagtailadmin_pages:search_results"), {"q": two_sites.OWN_WORD})
    assert world.own.draft.title in search.content.decode()


def test_a_reviewer_reads_the_text_and_approves_it(world, clients):
    path = reverse("sites_editorial:review", args=[world.own.draft.pk])
    assert two_sites.OWN_WORD in clients["reviewer"].get(path).content.decode()
    task_state = world.own.task_state
    action = reverse(
        "wagtailadmin_pages:workflow_action", args=[world.own.draft.pk, "approve", task_state.pk]
    )
    clients["reviewer"].post(action)
    task_state.refresh_from_db()
    assert task_state.status == "approved"


@pytest.mark.parametrize(
    ("chooser", "title"),
    [
        ("wagtailimages_chooser:choose_results", "image"),
        ("wagtaildocs_chooser:choose_results", "document"),
        ("wagtailadmin_choose_page_search", "page"),
    ],
)
def test_choosers_offer_what_the_site_has(world, clients, chooser, title):
    response = clients["editor"].get(reverse(chooser), {"q": two_sites.OWN_WORD})
    assert f"{two_sites.OWN_WORD} {title}" in response.content.decode()


def test_tags_of_the_site_are_offered(world, clients):
    offered = clients["editor"].get(reverse("wagtailadmin_tag_autocomplete"), {"term": "visible"}).json()
    assert offered == ["visibleown tag"]


def test_all_search_results_of_the_site_can_be_selected_at_once(world, clients):
    path = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    response = clients["editor"].get(path, {"id": "all", "q": two_sites.OWN_WORD})
    selected = {entry["item"].pk for entry in response.context["items"]}
    assert world.own.free.pk in selected


def test_only_people_of_the_site_can_be_made_responsible(world):
    editor = world.actors["editor"]
    article = world.own.free
    form = form_class(article)(instance=article, parent_page=world.own.column, for_user=editor)
    offered = set(form.fields["responsible_person"].queryset)
    assert world.actors["signer"] in offered
    assert not offered & set(world.other.people.values())


def test_somebody_who_left_the_site_stays_responsible_until_another_is_named(world):
    article = world.own.free
    gone = make_member(world.other.record, "editor", "已调离的人")
    article.responsible_person = gone
    form = form_class(article)(
        instance=article, parent_page=world.own.column, for_user=world.actors["editor"]
    )
    assert gone in form.fields["responsible_person"].queryset


def test_even_an_administrator_uses_nothing_of_another_site(world):
    """What one site uses, its people must be able to see: so this is told in the form, not refused."""
    client = two_sites.browser(world.administrator)
    data = article_form(world.own, cover=world.other.image.pk, title="借来的图")
    response = client.post(edit(world.own.free), data)
    assert response.status_code == 200
    assert "cover" in response.context["form"].errors
    assert world.own.free.get_latest_revision_as_object().title != "借来的图"


def test_not_even_somebody_of_two_sites_copies_a_page_with_its_pictures_across(world, clients):
    elsewhere = Column.objects.get(path__startswith=third_home(world).path, slug="tzgg")
    path = reverse("wagtailadmin_pages:copy", args=[world.own.free.pk])
    data = {"new_title": "带走", "new_slug": "copy-2", "new_parent_page": elsewhere.pk}
    response = clients["editor of two sites"].post(path, data)
    assert "new_parent_page" in response.context["form"].errors
    assert not Article.objects.filter(title="带走").exists()


def third_home(world):
    return SiteRecord.objects.get(code="third").site.root_page


def test_what_an_older_page_borrowed_does_not_keep_its_people_from_working(world, clients):
    article = Article.objects.get(pk=world.own.free.pk)
    article.cover = world.other.image
    article.save_revision(user=world.administrator)
    data = article_form(world.own, cover=world.other.image.pk, title="改了标题")
    clients["editor"].post(edit(article), data)
    assert Article.objects.get(pk=article.pk).get_latest_revision_as_object().title == "改了标题"


def test_an_address_of_another_site_stays_an_address(world, clients):
    path = reverse("wagtailadmin_choose_page_external_link")
    answers = {}
    for site in (world.own, world.other):
        url = f"http://{site.record.site.hostname}/tzgg/{site.live.slug}/"
        data = {"external-link-chooser-url": url, "external-link-chooser-link_text": "链接"}
        answers[site.record.code] = clients["editor"].post(path, data).content.decode()
    assert f'"id": {world.other.live.pk}' not in answers["other"]
    assert str(world.own.live.pk) in answers["own"]
