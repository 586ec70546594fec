"""Views of the office that look at the whole installation, answered here for people of a site."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from taggit.models import Tag, TaggedItem
from wagtail.admin.auth import permission_denied
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, Site
from wagtail.permissions import page_permission_policy

from .admin_scope import AdminScope

Answer = Callable[[AdminScope, HttpRequest, Callable, dict[str, Any]], HttpResponse | None]
TAGS_OFFERED = 10


def choose_page(
    scope: AdminScope, request: HttpRequest, view: Callable, kwargs: dict[str, Any]
) -> HttpResponse | None:
    """Begin at the user's own site.

    Wagtail begins at the common ancestor of all pages of the wanted type, wherever these are.
    """
    start = page_permission_policy.explorable_root_instance(scope.user)
    if start is None:
        return permission_denied(request)
    return view(request, parent_page_id=start.pk)


def autocomplete_tags(
    scope: AdminScope, request: HttpRequest, view: Callable, kwargs: dict[str, Any]
) -> HttpResponse:
    """Offer the tags of the user's own images and documents instead of everybody's."""
    term = request.GET.get("term", "")
    tags = tags_of(scope, get_image_model(), get_document_model()).filter(name__istartswith=term)
    names = tags.order_by("name").values_list("name", flat=True)[:TAGS_OFFERED] if term else []
    return JsonResponse(list(names), safe=False)


def tags_of(scope: AdminScope, *models: type) -> QuerySet:
    """The tags in use on things of `models` (images, documents) within `scope`."""
    used = TaggedItem.objects.none()
    for model in models:
        used |= TaggedItem.objects.filter(
            content_type=ContentType.objects.get_for_model(model),
            object_id__in=scope.media(model._default_manager.all()).values("pk"),
        )
    return Tag.objects.filter(pk__in=used.values("tag_id"))


def bulk_action(
    scope: AdminScope, request: HttpRequest, view: Callable, kwargs: dict[str, Any]
) -> HttpResponse | None:
    """Let a bulk action work on what is selected in the user's own sites, and on no other model."""
    kinds = {Page: "page", get_image_model(): "image", get_document_model(): "document"}
    try:
        kind = kinds.get(apps.get_model(kwargs["app_label"], kwargs["model_name"]))
    except LookupError:
        kind = None
    keys = request.GET.getlist("id")
    selected = [key for key in keys if key != "all"]
    if kind is None or not keys or not all(scope.holds(kind, key) for key in selected):
        return permission_denied(request)
    if kind == "page" and "all" in keys:
        return _all_pages(scope, request)
    return None


def _all_pages(scope: AdminScope, request: HttpRequest) -> HttpResponse | None:
    """Without a parent, "all" means all pages of the installation to Wagtail: name the user's own root."""
    query = request.GET.copy()
    if not query.get("childOf"):
        start = page_permission_policy.explorable_root_instance(scope.user)
        if start is None:
            return permission_denied(request)
        query["childOf"] = str(start.pk)
        request.GET = QueryDict(query.urlencode())
    return None if scope.holds("page", query["childOf"]) else permission_denied(request)


def external_link(
    scope: AdminScope, request: HttpRequest, view: Callable, kwargs: dict[str, Any]
) -> HttpResponse | None:
    """Let an address typed in stay one, unless it is of the user's own site.

    Wagtail turns an address of any site of the installation into a link to the page itself.
    """
    own = {site.pk for site in scope.sites()}
    # Wagtail looks here first for the sites an address may belong to.
    request._wagtail_cached_site_root_paths = [
        root_paths for root_paths in Site.get_site_root_paths() if root_paths[0] in own
    ]
    return None


answers: dict[str, Answer] = {
    "wagtailadmin_choose_page_external_link": external_link,
    "wagtailadmin_choose_page": choose_page,
    "wagtailadmin_tag_autocomplete": autocomplete_tags,
    "wagtail_bulk_action": bulk_action,
}
