"""What somebody curious asks the office: searches, filters, selections, and forms that name things."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from portal.content.models import Article
from search.models import BestBet
from sites.accounts.models import User
from sites.editorial.models import SignLink
from sites.media.models import SiteDocument, SiteImage

from .two_sites import COMMON_WORD, OWN_WORD, SiteUnderTest, World

Query = Callable[[SiteUnderTest], dict[str, Any]]


def _word(site: SiteUnderTest) -> dict[str, Any]:
    return {"q": COMMON_WORD}


def _no_query(site: SiteUnderTest) -> dict[str, Any]:
    return {}


PAGE_LISTS = [
    lambda site: {"q": COMMON_WORD, "search_all": 1},
    lambda site: {"owner": site.people["editor"].pk, "search_all": 1},
    lambda site: {"edited_by": site.people["editor"].pk, "search_all": 1},
    lambda site: {"site": site.record.site.pk, "search_all": 1},
    lambda site: {"has_child_pages": "false", "search_all": 1},
]
MEDIA_LISTS = [_no_query, _word, lambda site: {"collection_id": site.folder.pk}]
CHOOSERS = [*MEDIA_LISTS, lambda site: {"multiple": 1, "select_format": 1, "q": COMMON_WORD}]
REPORT = [_no_query, lambda site: {"export": "csv"}]
# A view and the queries to try on it.
QUESTIONS: list[tuple[str, list[Query]]] = [
    ("wagtailadmin_home", [_no_query]),
    ("wagtailadmin_explore_root", PAGE_LISTS[:1]),
    ("wagtailadmin_explore", PAGE_LISTS[:1]),
    ("wagtailadmin_explore_results", PAGE_LISTS),
    (
        "wagtailadmin_pages:search",
        [_word, lambda site: {"q": COMMON_WORD, "content_type": "portal_content.leader"}],
    ),
    ("wagtailadmin_pages:search_results", [_word]),
    ("wagtailadmin_pages:type_use", [_no_query]),
    ("wagtailadmin_pages:edit", [_no_query]),
    (
        "wagtailadmin_choose_page",
        [
            _no_query,
            lambda site: {"page_type": "portal_content.leader"},
            lambda site: {"page_type": "portal_content.departmenthome", "user_perms": "copy_to"},
            lambda site: {"target_pages[]": site.draft.pk, "user_perms": "move_to"},
        ],
    ),
    (
        "wagtailadmin_choose_page_search",
        [_word, lambda site: {"q": COMMON_WORD, "page_type": "portal_content.leader"}],
    ),
    ("wagtailadmin_choose_page_chosen_multiple", [lambda site: {"id": [site.draft.pk, site.live.pk]}]),
    (
        "wagtailadmin_api:pages:listing",
        [
            lambda site: {"child_of": "root", "for_explorer": 1},
            lambda site: {"child_of": site.column.pk, "for_explorer": 1},
            lambda site: {"descendant_of": site.home.pk},
            lambda site: {"ancestor_of": site.draft.pk},
            lambda site: {"translation_of": site.draft.pk},
            lambda site: {"search": COMMON_WORD},
            lambda site: {"slug": site.draft.slug, "fields": "*"},
        ],
    ),
    ("wagtailadmin_api:pages:find", [lambda site: {"id": site.draft.pk}]),
    ("wagtailadmin_api:images:listing", [_no_query, lambda site: {"search": COMMON_WORD}]),
    ("wagtailadmin_api:documents:listing", [_no_query, lambda site: {"search": COMMON_WORD}]),
    ("wagtailimages:index", [*MEDIA_LISTS, lambda site: {"layout": "list"}]),
    ("wagtailimages:index_results", MEDIA_LISTS),
    ("wagtailimages:add_multiple", MEDIA_LISTS),
    ("wagtailimages_chooser:choose", CHOOSERS),
    ("wagtailimages_chooser:choose_results", CHOOSERS),
    ("wagtailimages_chooser:chosen_multiple", [lambda site: {"id": site.image.pk}]),
    ("wagtaildocs:index", MEDIA_LISTS),
    ("wagtaildocs:index_results", MEDIA_LISTS),
    ("wagtaildocs:add_multiple", MEDIA_LISTS),
    ("wagtaildocs_chooser:choose", CHOOSERS),
    ("wagtaildocs_chooser:choose_results", CHOOSERS),
    ("wagtaildocs_chooser:chosen_multiple", [lambda site: {"id": site.document.pk}]),
    ("wagtailadmin_tag_autocomplete", [lambda site: {"term": COMMON_WORD}]),
    ("wagtailadmin_reports:locked_pages", REPORT),
    ("wagtailadmin_reports:workflow", REPORT),
    ("wagtailadmin_reports:workflow_tasks", REPORT),
    ("wagtailadmin_reports:site_history", REPORT),
    ("wagtailadmin_reports:aging_pages", REPORT),
    ("wagtailadmin_reports:page_types_usage", REPORT),
    ("wagtailadmin_workflows:index", [_no_query]),
    ("wagtailadmin_collections:index", [_no_query]),
    ("wagtailredirects:index", [_no_query, _word]),
    ("wagtailsites:index", [_no_query]),
    ("wagtailusers_users:index", [_no_query, _word]),
    ("wagtailusers_groups:index", [_no_query, _word]),
    ("bulk", []),
]
# Enough of them to see everything there is, for who may.
REVEALING = {
    "wagtailadmin_explore_results",
    "wagtailadmin_pages:edit",
    "wagtailadmin_choose_page_search",
    "wagtailadmin_collections:index",
    "wagtailadmin_tag_autocomplete",
    "wagtailimages:index_results",
    "wagtaildocs:index_results",
    "wagtailredirects:index",
    "wagtailusers_users:index",
    "wagtailsites:index",
}


def names() -> list[str]:
    return [name for name, _queries in QUESTIONS]


def paths(question: tuple[str, list[Query]], world: World) -> Iterator[str]:
    name, queries = question
    if name == "bulk":
        yield from _bulk_paths(world)
    for query in queries:
        place = []
        if name in {"wagtailadmin_explore", "wagtailadmin_explore_results"}:
            place = [world.own.home.pk]
        elif name == "wagtailadmin_pages:type_use":
            place = ["portal_content", "leader"]
        elif name == "wagtailadmin_pages:edit":
            place = [world.other.draft.pk]
        yield f"{reverse(name, args=place)}?{urlencode(query(world.other), doseq=True)}"


def _bulk_paths(world: World) -> Iterator[str]:
    """Every bulk action on things of the other site, on "all", and on both sites at once."""
    other, own = world.other, world.own
    selections = {
        Page: [
            {"id": other.draft.pk},
            {"id": [own.free.pk, other.free.pk]},
            {"id": "all"},
            {"id": "all", "childOf": other.column.pk},
            {"id": "all", "childOf": Page.get_first_root_node().pk, "q": COMMON_WORD},
            {"id": "all", "q": COMMON_WORD},
        ],
        SiteImage: [{"id": other.image.pk}, {"id": "all"}, {"id": "all", "childOf": other.folder.pk}],
        SiteDocument: [{"id": other.document.pk}, {"id": "all"}],
        User: [{"id": other.people["editor"].pk}, {"id": "all"}],
    }
    for model, choices in selections.items():
        label, model_name = model._meta.app_label, model._meta.model_name
        for action in bulk_action_registry.get_bulk_actions_for_model(label, model_name):
            path = reverse("wagtail_bulk_action", args=[label, model_name, action.action_type])
            for choice in choices:
                yield f"{path}?{urlencode(choice, doseq=True)}"


@dataclass(frozen=True)
class Form:
    """A form of somebody's own that names a thing of `site`: his own site, or the other one."""

    name: str
    by: str
    fill: Callable[[World, SiteUnderTest], tuple[str, dict[str, Any]]]
    taken: Callable[[World], bool]


def article_form(site: SiteUnderTest, **changes: Any) -> dict[str, Any]:
    """The data of the edit form of an article, as the browser sends them."""
    blocks = changes.pop("body", [("paragraph", rich_text(f"<p>{OWN_WORD}</p>"))])
    return nested_form_data(
        {
            "title": OWN_WORD,
            "summary": "",
            "cover": "",
            "body": streamfield(blocks),
            "attachments": streamfield([]),
            "display_date": "2026-11-21 08:00",
            "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
            **changes,
        }
    )


def _edit(**changes: Callable[[SiteUnderTest], Any]) -> Callable[[World, SiteUnderTest], tuple[str, dict]]:
    def fill(world: World, site: SiteUnderTest) -> tuple[str, dict[str, Any]]:
        data = article_form(world.own, **{name: change(site) for name, change in changes.items()})
        return reverse("wagtailadmin_pages:edit", args=[world.own.free.pk]), data

    return fill


def _link(entity: str, key: Callable[[SiteUnderTest], int]) -> Callable[[SiteUnderTest], Any]:
    """A paragraph with a link, as the rich text editor sends it."""

    def blocks(site: SiteUnderTest) -> Any:
        content = {
            "blocks": [
                {
                    "key": "a",
                    "text": "链接",
                    "type": "unstyled",
                    "depth": 0,
                    "inlineStyleRanges": [],
                    "entityRanges": [{"key": 0, "offset": 0, "length": 2}],
                }
            ],
            "entityMap": {"0": {"type": entity, "mutability": "MUTABLE", "data": {"id": key(site)}}},
        }
        return [("paragraph", json.dumps(content))]

    return blocks


def _newest(world: World) -> Article:
    return Article.objects.get(pk=world.own.free.pk).get_latest_revision_as_object()


def _was_edited(world: World) -> bool:
    return _newest(world).title == OWN_WORD


def _bulk(model: type, action: str) -> str:
    return reverse("wagtail_bulk_action", args=[model._meta.app_label, model._meta.model_name, action])


FORMS = [
    Form("cover picture", "editor", _edit(cover=lambda site: site.image.pk), _was_edited),
    Form(
        "responsible person",
        "editor",
        _edit(responsible_person=lambda site: site.people["editor"].pk),
        _was_edited,
    ),
    Form(
        "picture in the text",
        "editor",
        _edit(body=lambda site: [("image", {"image": site.image.pk, "caption": ""})]),
        _was_edited,
    ),
    Form(
        "attachment in the text",
        "editor",
        _edit(body=lambda site: [("attachment", {"document": site.document.pk, "title": ""})]),
        _was_edited,
    ),
    Form("link to a page", "editor", _edit(body=_link("LINK", lambda site: site.live.pk)), _was_edited),
    Form(
        "link to a file", "editor", _edit(body=_link("DOCUMENT", lambda site: site.document.pk)), _was_edited
    ),
    Form(
        "copy of a page",
        "editor",
        lambda world, site: (
            reverse("wagtailadmin_pages:copy", args=[world.own.free.pk]),
            {"new_title": "复制件", "new_slug": "copy-1", "new_parent_page": site.column.pk},
        ),
        lambda world: Article.objects.filter(title="复制件").exists(),
    ),
    Form(
        "image into a collection",
        "editor",
        lambda world, site: (
            reverse("wagtailimages:edit", args=[world.own.image.pk]),
            {
                "title": "改名",
                "description": world.own.image.description,
                "collection": site.folder.pk,
                "tags": "",
            },
        ),
        lambda world: SiteImage.objects.get(pk=world.own.image.pk).collection_id == world.own.folder.pk,
    ),
    Form(
        "document into a collection",
        "editor",
        lambda world, site: (
            reverse("wagtaildocs:edit", args=[world.own.document.pk]),
            {"title": world.own.document.title, "collection": site.folder.pk, "tags": ""},
        ),
        lambda world: SiteDocument.objects.get(pk=world.own.document.pk).collection_id == world.own.folder.pk,
    ),
    Form(
        "leader who signs by a link",
        "reviewer",
        lambda world, site: (
            reverse("sites_editorial:sign_link", args=[world.own.waiting.pk]),
            {"signatory": site.signatory.pk},
        ),
        lambda world: SignLink.objects.filter(signatory=world.own.signatory).exists(),
    ),
    Form(
        "link for a text that waits for sign-off",
        "reviewer",
        lambda world, site: (
            reverse("sites_editorial:sign_link", args=[site.waiting.pk]),
            {"signatory": world.own.signatory.pk},
        ),
        lambda world: SignLink.objects.filter(revision=world.own.waiting.latest_revision).exists(),
    ),
    Form(
        "images into a collection",
        "editor",
        lambda world, site: (
            f"{_bulk(SiteImage, 'add_to_collection')}?id={world.own.image.pk}",
            {"collection": site.folder.pk},
        ),
        lambda world: SiteImage.objects.get(pk=world.own.image.pk).collection_id == world.own.folder.pk,
    ),
    Form(
        "page into a bundle",
        "editor",
        lambda world, site: (
            reverse("sites_editorial:bundle_of_page", args=[site.free.pk]),
            {"bundle": world.own.bundle.pk, "name": ""},
        ),
        lambda world: world.own.bundle.members.filter(page_id=world.own.free.pk).exists(),
    ),
    Form(
        "bundle for a page",
        "editor",
        lambda world, site: (
            reverse("sites_editorial:bundle_of_page", args=[world.own.free.pk]),
            {"bundle": site.bundle.pk, "name": ""},
        ),
        lambda world: world.own.bundle.members.filter(page_id=world.own.free.pk).exists(),
    ),
    Form(
        "site of a recommended result",
        "editor",
        lambda world, site: (
            reverse("portal_content_office:best_bet_new"),
            {"site": site.record.site.pk, "queries": OWN_WORD, "page": world.own.live.pk},
        ),
        lambda world: BestBet.objects.filter(site=world.own.record.site, queries=OWN_WORD).exists(),
    ),
    Form(
        "page of a recommended result",
        "editor",
        lambda world, site: (
            reverse("portal_content_office:best_bet_new"),
            {"site": world.own.record.site.pk, "queries": OWN_WORD, "page": site.live.pk},
        ),
        lambda world: BestBet.objects.filter(key=str(world.own.live.pk), queries=OWN_WORD).exists(),
    ),
    Form(
        "recommended result that is dropped",
        "editor",
        lambda world, site: (reverse("portal_content_office:best_bets"), {"drop": site.best_bet.pk}),
        lambda world: not BestBet.objects.filter(pk=world.own.best_bet.pk).exists(),
    ),
    Form(
        "site of a bundle",
        "editor",
        lambda world, site: (
            reverse("sites_editorial:bundles"),
            {"record": site.record.pk, "name": "新的一组"},
        ),
        lambda world: type(world.own.bundle).objects.filter(name="新的一组").exists(),
    ),
]
