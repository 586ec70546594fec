"""What every page of every site carries."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import ClassVar, Literal
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    TabbedInterface,
)
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.search import index
from wagtail.url_routing import RouteResult

from sites.registry.addresses import public_root_of_host
from sites.registry.models import Department

from .addresses import address_on
from .forms import GovPageForm
from .panels import CorrectionPanel
from .permissions import ReviewedPagePermissionTester
from .slugs import next_slug


def end_of_day(day: datetime.date) -> datetime.datetime:
    """The first moment of the next day, where the installation stands."""
    after = day + datetime.timedelta(days=1)
    return timezone.make_aware(datetime.datetime.combine(after, datetime.time()))


class GovPage(Page):
    """The page of a government site: who answers for it, where it comes from, when it must be looked at.

    The moment of first publication is Wagtail's `first_published_at`; no form shows it, so nobody edits it.
    """

    department = models.ForeignKey(
        Department,
        verbose_name=_("responsible department"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    responsible_person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("responsible person"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    source_name = models.CharField(_("source"), max_length=100, blank=True)
    source_url = models.URLField(_("address of the source"), blank=True)
    is_reprint = models.BooleanField(_("reprint"), default=False)
    summary = models.CharField(_("summary"), max_length=300, blank=True)
    keywords = models.CharField(
        _("keywords"), max_length=200, blank=True, help_text=_("Separated by spaces or commas.")
    )
    display_date = models.DateTimeField(_("display date"), default=timezone.now, db_index=True)
    review_by = models.DateField(
        _("review by"), null=True, blank=True, help_text=_("The day by which somebody must look at it again.")
    )
    pinned_until = models.DateField(_("pinned until"), null=True, blank=True)

    correction_note = models.TextField(
        _("correction note"),
        max_length=300,
        blank=True,
        help_text=_(
            "Only when something that readers have read was wrong: say what it was and what is right. "
            "Readers see it with the text. A small correction with a new note takes the short review. "
            "Take the note out when a later version has nothing to do with it."
        ),
    )
    corrected_on = models.DateField(
        _("corrected on"), null=True, blank=True, help_text=_("Left empty, it is the day of the note.")
    )

    base_form_class = GovPageForm
    # Own fields that readers never see, so that a signature is not about them (sites/pages/seen.py).
    not_shown: ClassVar[frozenset[str]] = frozenset({"responsible_person", "review_by"})
    # Whether it may be offered to another site (sites/submissions).
    can_be_offered: ClassVar[bool] = False
    # Status with which its public address answers.
    answers_with: ClassVar[int] = 200
    # A copy is another text, in which nothing was corrected yet.
    exclude_fields_in_copy: ClassVar = ["correction_note", "corrected_on"]
    # Whether its template shows the correction note.
    shows_corrections: ClassVar[bool] = False
    # Whether every page of its site, or of all sites, shows something of it: a menu, a banner.
    in_frame_of: ClassVar[Literal["", "site", "all"]] = ""
    # Own fields that serving it takes, though readers never see them.
    also_served: ClassVar[tuple[str, ...]] = ()
    # Relations loaded together with the page when it is served.
    served_with: ClassVar[tuple[str, ...]] = ("department",)

    search_fields: ClassVar = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("keywords"),
        index.FilterField("display_date"),
    ]

    # Building blocks: page types compose these instead of filtering inherited lists.
    summary_panel: ClassVar[Panel] = FieldPanel("summary", widget=AdminAutoHeightTextInput())
    correction_panels: ClassVar[list[Panel]] = [
        CorrectionPanel(
            [FieldPanel("correction_note", widget=AdminAutoHeightTextInput()), FieldPanel("corrected_on")],
            heading=_("Correction"),
        )
    ]
    source_panels: ClassVar[list[Panel]] = [
        MultiFieldPanel(
            [
                FieldPanel("source_name"),
                FieldPanel("source_url"),
                FieldPanel("is_reprint"),
            ],
            heading=_("Source"),
        ),
    ]
    responsibility_panels: ClassVar[list[Panel]] = [
        MultiFieldPanel(
            [
                FieldPanel("department"),
                FieldPanel("responsible_person"),
                FieldPanel("review_by"),
            ],
            heading=_("Responsibility"),
        ),
    ]
    listing_panels: ClassVar[list[Panel]] = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("display_date"), FieldPanel("pinned_until")]),
                FieldPanel("keywords"),
            ],
            heading=_("In lists"),
        ),
    ]

    class Meta:
        abstract = True

    @staticmethod
    def tabs(content: list[Panel], details: list[Panel]) -> TabbedInterface:
        """Return the two tabs every page type has: its content, and its details."""
        return TabbedInterface(
            [
                ObjectList(content, heading=_("Content")),
                ObjectList(details, heading=_("Details")),
            ]
        )

    def _set_core_field_defaults(self) -> None:
        # A Chinese title gives no slug; Wagtail calls this when the page has its place in the tree.
        if not self.slug and self.path:
            self.slug = next_slug(self.get_parent(), timezone.localdate(self.display_date))
        super()._set_core_field_defaults()

    def level_of_review(self) -> str:
        """Code of the level of review for this page and all below it; empty leaves it to the page above."""
        return ""

    def reason_against_emergency(self) -> str:
        """Why this page cannot go out before it is approved; empty for the types that can."""
        return gettext("Only alerts and articles can be released in an emergency.")

    @classmethod
    def knows(cls, path_components: list[str]) -> bool:
        """Whether a page of this type answers at an address below its own that is no page's."""
        return False

    def neighbours(self) -> Iterable[int]:
        """Keys of the pages that show this one, or would, because of its place among them."""
        return ()

    def turns(self) -> Iterable[datetime.datetime]:
        """The moments (aware) at which it is shown differently though nobody changes it."""
        return [end_of_day(self.pinned_until)] if self.pinned_until else []

    def permissions_for_user(self, user) -> ReviewedPagePermissionTester:
        return ReviewedPagePermissionTester(user, self)

    def get_view_restrictions(self):
        """None: what an approved workflow made public is public. A site has no private pages."""
        return PageViewRestriction.objects.none()

    def serve_preview(self, request, mode_name):
        # What surrounds the page is taken from the route; a preview has none of its own.
        request._wagtail_route_for_request = RouteResult(self)
        return super().serve_preview(request, mode_name)

    def get_url(self, request: HttpRequest | None = None, current_site: Site | None = None) -> str | None:
        """As Wagtail's, which looks at every site for every link of a page."""
        site = current_site or (Site.find_for_request(request) if request else None)
        return address_on(site, self.url_path) or super().get_url(request, site)

    def get_url_parts(self, request: HttpRequest | None = None):
        """As Wagtail's, with the public address the deployment gives a site instead of its stored port."""
        parts = super().get_url_parts(request)
        if parts is None:
            return None
        site_id, root_url, page_path = parts
        return site_id, public_root_of_host(urlsplit(root_url).hostname), page_path
