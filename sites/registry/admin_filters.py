"""What Wagtail's lists show around their rows: people, sites and tags to filter by, narrowed.

Wagtail has no hook for it. The classes below take the place of its own as class attributes, which is
where Wagtail's documentation lets a project change a view.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Count, QuerySet
from django.http import HttpRequest
from wagtail.admin.views.pages.listing import PageFilterSet
from wagtail.admin.views.pages.usage import ContentTypeUseView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.documents.views import documents
from wagtail.images.views import chooser, images

from .admin_access import may_open
from .admin_scope import scope_of_request
from .admin_views import tags_of

TAGS_SHOWN = 10


class OwnTagsMixin:
    """A filter of images or documents that offers the tags of the user's own ones."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "tag" in self.filters:
            tags = popular_tags(self.request, self._meta.model)
            self.filters["tag"].extra["choices"] = [(tag.name, tag.name) for tag in tags]
            if not tags:
                del self.filters["tag"]


class OwnImagesFilterSet(OwnTagsMixin, images.ImagesFilterSet):  # type: ignore[misc]
    class Meta(images.ImagesFilterSet.Meta):
        pass


class OwnDocumentsFilterSet(OwnTagsMixin, documents.DocumentsFilterSet):  # type: ignore[misc]
    class Meta(documents.DocumentsFilterSet.Meta):
        pass


class OwnTagsImageChooseView(chooser.ImageChooseView):  # type: ignore[misc]
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "popular_tags": popular_tags(self.request, self.model)}


class OwnPagesOfTypeView(ContentTypeUseView):  # type: ignore[misc]
    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Without the report on the whole installation, where that is shut."""
        return [item for item in super().get_breadcrumbs_items() if may_open(self.request, item["url"])]


def popular_tags(request: HttpRequest, model: type) -> list:
    """The tags most used on what the user may see of `model`, most used first."""
    tags = tags_of(scope_of_request(request), model).annotate(uses=Count("taggit_taggeditem_items"))
    return list(tags.order_by("-uses", "name")[:TAGS_SHOWN])


def _narrowed(
    original: QuerySet | Callable[[HttpRequest], QuerySet],
    narrow: Callable[[HttpRequest, QuerySet], QuerySet],
) -> Callable[[HttpRequest], QuerySet]:
    def queryset(request: HttpRequest) -> QuerySet:
        return narrow(request, original(request) if callable(original) else original.all())

    return queryset


def narrow_filters() -> None:
    """Put the classes above in the place of Wagtail's; called once, when the office's hooks are loaded."""
    # Subclasses share these filter objects, so those of every page listing change with them.
    filters = PageFilterSet.declared_filters
    for name in ("owner", "edited_by"):
        filters[name].queryset = _narrowed(
            filters[name].queryset, lambda request, people: scope_of_request(request).people(people)
        )
    filters["site"].queryset = _narrowed(
        filters["site"].queryset, lambda request, sites: scope_of_request(request).sites(sites)
    )
    images.IndexView.filterset_class = OwnImagesFilterSet
    documents.IndexView.filterset_class = OwnDocumentsFilterSet
    PageViewSet.content_type_use_view_class = OwnPagesOfTypeView
    chooser.ImageChooserViewSet.choose_view_class = OwnTagsImageChooseView
