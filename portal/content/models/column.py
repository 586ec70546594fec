"""Columns (栏目): the shelves of a site."""

from __future__ import annotations

import datetime
from typing import ClassVar

from django.conf import settings
from django.core.paginator import Paginator
from django.db import models
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index
from wagtail.url_routing import RouteResult

from sites.editorial import levels
from sites.pages.models import GovPage

from .. import columns, feeds, listing
from ..frame import frame_of

# Home is at depth 2; a column may be the third level below it.
DEEPEST_COLUMN = 5


class ListStyle(models.TextChoices):
    DATED = "dated", _("titles with dates")
    CARDS = "cards", _("cards with summaries")
    GALLERY = "gallery", _("pictures")
    PLAIN = "plain", _("titles only")


class Column(GovPage):
    """A column of one kind. Its kind says what it may hold and how often it must be renewed."""

    kind = models.CharField(_("kind"), max_length=20, choices=columns.kind_choices)
    list_style = models.CharField(
        _("list style"), max_length=10, choices=ListStyle.choices, default=ListStyle.DATED
    )
    owner_person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("responsible for the column"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="owned_columns",
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("deputy"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="deputy_columns",
    )
    review_level = models.CharField(
        _("level of review"),
        max_length=20,
        choices=levels.level_choices,
        blank=True,
        help_text=_("Which steps everything in this column takes. Left empty, the kind of column decides."),
    )
    empty_reason = models.CharField(
        _("why it may be empty"),
        max_length=200,
        blank=True,
        help_text=_("Readers see this sentence while the column holds nothing."),
    )

    in_frame_of = "site"
    parent_page_types = [
        "portal_content.PortalHome",
        "portal_content.DepartmentHome",
        "portal_content.CountyHome",
        "portal_content.Column",
        "portal_content.Topic",
    ]
    subpage_types = [
        "portal_content.Column",
        "portal_content.Article",
        "portal_content.LinkItem",
        "portal_content.Leader",
        "portal_content.Institution",
        "portal_content.Topic",
        "portal_content.PlainPage",
    ]
    # Readers do not see the level, but it decides who reviews: a change of it is signed like a text.
    not_shown = GovPage.not_shown | {"owner_person", "deputy"}
    search_fields: ClassVar = [*GovPage.search_fields, index.FilterField("kind")]

    edit_handler = GovPage.tabs(
        [
            FieldPanel("title"),
            FieldPanel("slug"),
            GovPage.summary_panel,
            FieldRowPanel([FieldPanel("kind"), FieldPanel("list_style")]),
            FieldPanel("empty_reason"),
            FieldPanel("review_level"),
        ],
        [
            MultiFieldPanel(
                [FieldRowPanel([FieldPanel("owner_person"), FieldPanel("deputy")]), FieldPanel("department")],
                heading=_("Responsibility"),
            ),
            FieldPanel("keywords"),
        ],
    )

    class Meta:
        verbose_name = _("column")
        verbose_name_plural = _("columns")

    @property
    def rule(self) -> columns.ColumnKind:
        return columns.column_kinds()[self.kind]

    @property
    def renew_within(self) -> datetime.timedelta | None:
        """The longest time without a new item, from the rule data; None where newness is not asked for."""
        days = self.rule.interval_days
        return datetime.timedelta(days=days) if days else None

    def level_of_review(self) -> str:
        return self.review_level or self.rule.review_level

    def may_hold(self, page_type: type) -> bool:
        return page_type._meta.model_name in self.rule.holds

    @classmethod
    def can_create_at(cls, parent) -> bool:
        fits = not isinstance(parent, Column) or parent.may_hold(cls)
        return fits and parent.depth < DEEPEST_COLUMN and super().can_create_at(parent)

    def route(self, request, path_components: list[str]) -> RouteResult:
        if self.knows(path_components) and self.live:
            return RouteResult(self, kwargs={"feed": True})
        return super().route(request, path_components)

    @classmethod
    def knows(cls, path_components: list[str]) -> bool:
        return path_components == ["feed"]

    def serve(self, request, feed: bool = False):
        return feeds.column_feed(request, self) if feed else super().serve(request)

    def get_context(self, request, *args, **kwargs) -> dict:
        frame = frame_of(request)
        return {
            **super().get_context(request, *args, **kwargs),
            "siblings": frame.siblings(self),
            "parent_title": frame.breadcrumb[-2]["title"] if len(frame.breadcrumb) > 1 else "",
            **self._lists(request),
        }

    def _lists(self, request) -> dict:
        if self.kind == "leaders":
            people = listing.leaders(self, request)
            listing.read_sizes(each["photo"] for each in people)
            return {"leaders": people}
        if self.kind == "institutions":
            return {"institutions": listing.institutions(self, request)}
        if self.kind == "topics":
            found = listing.topics(self, request)
            listing.read_sizes(each["cover"] for each in found)
            return {"topics": found}
        if self.kind == "group":
            return {"sections": listing.sections(self, request)}
        return {"items": self._page_of_items(request)}

    def _page_of_items(self, request):
        # A paginator counts and slices, no more.
        paginator: Paginator = Paginator(listing.Items(self), listing.PAGE_SIZE)  # type: ignore[arg-type]
        number = request.GET.get("page", "1")
        if not number.isdecimal() or not 1 <= int(number) <= paginator.num_pages:
            raise Http404
        page = paginator.page(int(number))
        page.object_list = listing.as_items(page.object_list, request)
        if self.list_style in {ListStyle.GALLERY, ListStyle.CARDS}:
            listing.read_sizes(item.cover for item in page.object_list)
        return page


class InColumnMixin:
    """A page that only a column of a fitting kind, or a topic, may hold."""

    @classmethod
    def can_create_at(cls, parent) -> bool:
        fits = not isinstance(parent, Column) or parent.may_hold(cls)
        return fits and super().can_create_at(parent)

    def can_move_to(self, parent) -> bool:
        target = parent.specific
        fits = not isinstance(target, Column) or target.may_hold(type(self))
        return fits and super().can_move_to(parent)
