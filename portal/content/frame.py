"""What surrounds the content of every page: masthead, navigation, alerts, footer, page tags."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from django.contrib.contenttypes.models import ContentType
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Substr
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from sites.delivery.copies import tags
from sites.delivery.copies.remembered import Remembered
from sites.delivery.leaving import way_to
from sites.delivery.traditional.middleware import (
    address_in_traditional,
    is_traditional,
    path_in_simplified,
)
from sites.pages.addresses import address_on
from sites.registry.addresses import public_root, public_root_of_host
from sites.registry.hosts import site_of_host
from sites.registry.languages import language_of
from sites.registry.models import LANGUAGE_TAGS, SiteLanguage, SiteRecord

from . import page_tags


def frame(request: HttpRequest) -> dict:
    """Context processor: `frame`, which reads what a template asks it for."""
    return {"frame": frame_of(request)}


def frame_of(request: HttpRequest) -> SiteFrame:
    """The frame of a request, made once."""
    if not hasattr(request, "_site_frame"):
        request._site_frame = SiteFrame(request)
    return request._site_frame


@dataclass
class Surroundings:
    """What surrounds every page of a site, read together: what is made of it is as old as the oldest of it.

    Attributes:
        structure: published columns, topics and plain pages of the site and alerts of all sites, in the
            order of the tree.
        made: parts of pages that were rendered from this alone, by what tells them apart.
    """

    site_name: str = ""
    record: SiteRecord | None = None
    structure: list[Page] = field(default_factory=list)
    made: dict[tuple, str] = field(default_factory=dict)


# By the path of the home page.
_surroundings: Remembered[Surroundings] = Remembered()


def _read_surroundings(hostname: str) -> Surroundings | None:
    site = site_of_host(hostname)
    if site is None:
        return None
    return Surroundings(site.site_name, getattr(site, "record", None), _structure_below(site.root_page))


def _structure_below(root: Page) -> list[Page]:
    from .models import Alert, Column, PlainPage, Topic

    types = ContentType.objects.get_for_models(Alert, Column, PlainPage, Topic)
    shelves = [types[Column], types[PlainPage], types[Topic]]
    here = Q(path__gt=root.path, path__lt=f"{root.path}~", content_type__in=shelves)
    pages = Page.objects.live().filter(here | Q(content_type=types[Alert]))
    home = Substr(OuterRef("path"), 1, 2 * Page.steplen)
    language = SiteRecord.objects.filter(site__root_page__path=home).values("language")[:1]
    with tags.covered():
        pages = pages.annotate(site_language=Subquery(language)).select_related("column", "alert")
        return list(pages.order_by("path"))


class SiteFrame:
    """The frame of one request. What pages of a site share is read once, until it changes."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def site(self) -> Site | None:
        return Site.find_for_request(self.request)

    @cached_property
    def page(self) -> Page | None:
        route = getattr(self.request, "_wagtail_route_for_request", None)
        return route[0] if route else None

    @cached_property
    def _around(self) -> Surroundings:
        if self.site is None:
            return Surroundings()
        path, hostname = self.site.root_page.path, self.site.hostname
        # A link of the frame may lead to a host, with a notice before it or none.
        shown = [tags.frame(path), tags.FRAME_OF_ALL, tags.HOSTS]
        tags.collect(*shown)
        found = _surroundings.get(path, lambda: _read_surroundings(hostname), lambda _found: shown)
        return found or Surroundings()

    @property
    def made(self) -> dict[tuple, str]:
        """Parts of the frame that are made already, for `{% part %}`."""
        return self._around.made

    @property
    def record(self) -> SiteRecord | None:
        return self._around.record

    @property
    def structure(self) -> list[Page]:
        return self._around.structure

    @property
    def theme(self) -> str:
        return self.record.theme if self.record else "portal"

    @property
    def language(self) -> SiteLanguage:
        return language_of(self.site)

    @property
    def site_name(self) -> str:
        return self._around.site_name

    @property
    def home_url(self) -> str:
        return "/"

    @property
    def search_url(self) -> str:
        return reverse("search")

    @property
    def mode_url(self) -> str:
        return reverse("mode")

    @cached_property
    def columns(self) -> list:
        return [page.column for page in self.structure if hasattr(page, "column")]

    @cached_property
    def topics(self) -> list[Page]:
        from .models import Topic

        topic_type = ContentType.objects.get_for_model(Topic).pk
        return [page for page in self.structure if page.content_type_id == topic_type]

    @cached_property
    def channels(self) -> list[dict]:
        """The columns right below the home page."""
        depth = self.site.root_page.depth + 1 if self.site else 0
        return [self._entry(column) for column in self.columns if column.depth == depth]

    @property
    def section(self) -> str:
        """What the navigation marks: the tree path of what holds the page right below the home page."""
        if self.page is None or self.site is None:
            return ""
        return self.page.path[: len(self.site.root_page.path) + Page.steplen]

    @cached_property
    def breadcrumb(self) -> list[dict]:
        if self.page is None or self.page.depth <= self.site.root_page.depth:
            return []
        here = self.page
        above = [page for page in self.structure if here.path.startswith(page.path) and page.pk != here.pk]
        home = {"title": _("Home"), "url": self.home_url}
        return [home, *(self._entry(page) for page in above), self._entry(here)]

    @cached_property
    def alerts(self) -> list[dict]:
        now = timezone.now()
        found = [page for page in self.structure if hasattr(page, "alert")]
        shown = [page for page in found if page.alert.is_active(now) and self._concerns_this_site(page)]
        shown.sort(key=lambda page: _LEVEL_ORDER[page.alert.level])
        return [self._alert(page.alert, page.site_language) for page in shown]

    def _alert(self, alert, language: str) -> dict:
        return {
            "level": alert.level,
            "level_name": alert.get_level_display(),
            "title": alert.title,
            "text": alert.text,
            "url": way_to(alert.link_url) or alert.get_url(self.request),
            "language": "" if language == self.language else _tag(language),
        }

    def _concerns_this_site(self, page) -> bool:
        """Its own alerts; of those for all sites what its readers can read or must know anyway."""
        reaches_all = page.site_language == self.language or page.alert.level == "emergency"
        return page.path.startswith(self.site.root_page.path) or (page.alert.scope == "all" and reaches_all)

    @cached_property
    def links(self) -> list[dict]:
        """The link area of the home page; only the home page shows it."""
        if self.page is None or not hasattr(self.page, "link_area"):
            return []
        groups = [block.value for block in self.page.link_area]
        return [
            {
                "title": group["title"],
                "items": [{"title": link["title"], "url": way_to(link["url"])} for link in group["links"]],
            }
            for group in groups
        ]

    @cached_property
    def footer_links(self) -> list[dict]:
        from .models import PlainPage

        plain_type = ContentType.objects.get_for_model(PlainPage).pk
        depth = self.site.root_page.depth + 1 if self.site else 0
        pages = [
            page
            for page in self.structure
            if page.content_type_id == plain_type and page.depth == depth and page.show_in_menus
        ]
        site_map = {"title": _("Site map"), "url": reverse("site_map")}
        return [*(self._entry(page) for page in pages), site_map, *self._error_report()]

    def _error_report(self) -> list[dict]:
        """The entry 我为政府网站找错, which every government website must have."""
        url = self.record.error_report_url if self.record else ""
        return [{"title": _("Report an error of this website"), "url": way_to(url)}] if url else []

    @cached_property
    def meta(self) -> list[tuple[str, str]]:
        return page_tags.tags(self)

    @cached_property
    def addresses(self) -> dict[str, str]:
        """The full address of the page in each language, by its tag; empty for what is no page."""
        if self.page is None or self.site is None:
            return {}
        number = self.request.GET.get("page", "1")
        query = f"?page={number}" if number.isdecimal() and int(number) > 1 else ""
        address, root = f"{self.page.get_url(self.request)}{query}", public_root(self.site)
        if self.language != SiteLanguage.CHINESE:
            return {_tag(self.language): f"{root}{address}"}
        return {"zh-Hans": f"{root}{address}", "zh-Hant": f"{root}{address_in_traditional(address)}"}

    @property
    def canonical_url(self) -> str:
        if self.language != SiteLanguage.CHINESE:
            return self.addresses.get(_tag(self.language), "")
        return self.addresses.get("zh-Hant" if is_traditional(self.request) else "zh-Hans", "")

    @property
    def languages(self) -> list[dict]:
        """Where to read in another language: the same page in each script, the home page of another site."""
        host = getattr(self.site, "host_in_other_language", None)
        is_chinese = self.language == SiteLanguage.CHINESE
        other = {"tag": "en", "title": "English"} if is_chinese else {"tag": "zh-CN", "title": "中文"}
        elsewhere = [{**other, "url": f"{public_root_of_host(host)}/"}] if host else []
        return [*(self._scripts() if is_chinese else []), *elsewhere]

    def _scripts(self) -> list[dict]:
        simplified = path_in_simplified(self.request.get_full_path())
        traditional = address_in_traditional(simplified)
        if traditional == simplified:
            return []
        here = is_traditional(self.request)
        return [
            {"tag": "zh-Hans", "title": "简体", "url": simplified, "is_current": not here},
            {"tag": "zh-Hant", "title": "繁體", "url": traditional, "is_current": here},
        ]

    @property
    def description(self) -> str:
        return getattr(self.page, "summary", "") if self.page else ""

    @property
    def feed_url(self) -> str:
        column = self.current_column
        return f"{column.get_url(self.request)}feed/" if column else ""

    @cached_property
    def current_column(self):
        """The deepest column that holds the page, or the page itself when it is one."""
        if self.page is None:
            return None
        holding = [column for column in self.columns if self.page.path.startswith(column.path)]
        return holding[-1] if holding else None

    @property
    def page_title(self) -> str:
        if self.page is None or self.page.depth == self.site.root_page.depth:
            return self.site_name
        column = self.current_column
        parts = [self.page.title]
        if column is not None and column.pk != self.page.pk:
            parts.append(column.title)
        return " - ".join([*parts, self.site_name])

    def siblings(self, column) -> list[dict]:
        """The columns beside `column`, itself included, for the navigation of a section."""
        if column.depth <= self.site.root_page.depth + 1:
            return []
        return [
            self._entry(other)
            for other in self.columns
            if other.depth == column.depth and other.path[: -other.steplen] == column.path[: -column.steplen]
        ]

    def _entry(self, page) -> dict:
        return {
            "title": page.title,
            "url": address_on(self.site, page.url_path) or page.get_url(self.request),
            "is_current": self.page is not None and self.page.path.startswith(page.path),
        }


def _tag(language: str) -> str:
    return LANGUAGE_TAGS[SiteLanguage(language)]


_LEVEL_ORDER = {"emergency": 0, "warning": 1, "notice": 2, "info": 3}
