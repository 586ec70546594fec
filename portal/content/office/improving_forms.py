"""The forms of 推荐结果 and 同义词."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminDateInput, AdminPageChooser
from wagtail.models import Page, Site

from portal.content import improving
from portal.content.search_sources import Pages
from search.models import BestBet, Synonym
from search.text.typed import MAX_LENGTH
from sites.registry.admin_scope import scope_of


def _lines(label: Any, hint: Any) -> forms.CharField:
    longest = improving.MOST_LINES * (MAX_LENGTH + 2)
    widget = forms.Textarea(attrs={"rows": 5})
    return forms.CharField(label=label, help_text=hint, max_length=longest, widget=widget)


class OwnPageChooser(AdminPageChooser):
    """Wagtail's, which names whatever page it is given, for pages of one's own sites only."""

    pages: QuerySet[Page] = Page.objects.none()

    def get_instance(self, value: Any) -> Page | None:
        key = str(value)
        is_key = key.isascii() and key.isdecimal() and len(key) < 19
        page = self.pages.filter(pk=int(key)).first() if is_key else None
        return page.specific if page else None


class BestBetForm(forms.ModelForm):
    """A page of one's own sites that stands first on one of them."""

    queries = _lines(
        gettext_lazy("Words searched for"),
        gettext_lazy(
            "One a line, as readers type them. Spaces, punctuation and traditional characters are the same."
        ),
    )
    page = forms.ModelChoiceField(
        Page.objects.none(), label=gettext_lazy("Page that stands first"), widget=OwnPageChooser
    )

    class Meta:
        model = BestBet
        fields = ["site", "queries", "begins_on", "ends_on"]
        widgets = {"begins_on": AdminDateInput, "ends_on": AdminDateInput}
        help_texts = {"ends_on": gettext_lazy("Leave both empty to show it until you drop it.")}

    field_order = ["site", "queries", "page", "begins_on", "ends_on"]

    def __init__(self, *args: Any, user: Any, asked: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        sites = Site.objects.filter(record__in=improving.sites_improved_by(user)).order_by("site_name")
        self.fields["site"].queryset = sites
        self.fields["site"].empty_label = None
        pages = scope_of(user).pages(Page.objects.live())
        self.fields["page"].queryset = self.fields["page"].widget.pages = pages
        if self.instance.pk:
            self.initial["page"] = self._page_now()
        elif asked:
            self.initial["queries"] = asked.get("query", "")[:MAX_LENGTH]
            self.initial["site"] = next(
                (pk for pk in sites.values_list("pk", flat=True) if str(pk) == asked.get("site")), None
            )

    def _page_now(self) -> int | None:
        keys = self.fields["page"].queryset.values_list("pk", flat=True)
        return keys.filter(pk=int(self.instance.key)).first() if self.instance.source == Pages.name else None

    def clean_queries(self) -> str:
        return "\n".join(improving.lines_of(self.cleaned_data["queries"], 1))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        page, site = cleaned.get("page"), cleaned.get("site")
        if page and site and not improving.is_found(page, site):
            self.add_error(
                "page", _("Readers do not find this page. Choose one that is published and can be found.")
            )
        first, last = cleaned.get("begins_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day is before the first. Please correct one of them."))
        return cleaned

    def keep(self) -> BestBet:
        """Store what was filled in.

        Raises:
            PermissionDenied: the user does not edit the site.
        """
        bet: BestBet = self.instance
        bet.source, bet.key = Pages.name, str(self.cleaned_data["page"].pk)
        improving.recommend(bet, self.user)
        return bet


class SynonymForm(forms.ModelForm):
    """Words that mean the same, one a line."""

    words = _lines(gettext_lazy("Words that mean the same"), gettext_lazy("At least two, one a line."))

    class Meta:
        model = Synonym
        fields = ["words"]

    def __init__(self, *args: Any, user: Any, asked: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        if asked and not self.instance.pk:
            self.initial["words"] = asked.get("query", "")[:MAX_LENGTH]

    def clean_words(self) -> str:
        return "\n".join(improving.lines_of(self.cleaned_data["words"], 2))

    def keep(self) -> Synonym:
        """Store what was filled in.

        Raises:
            PermissionDenied: the user does not answer for the portal.
        """
        improving.set_synonyms(self.instance, self.user)
        return self.instance
