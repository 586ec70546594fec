"""推荐结果 and 同义词 in the office: what stands first for which words, and what means the same."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from portal.content import improving
from search import best_bets
from search.models import BestBet, Synonym

from .improving_forms import BestBetForm, SynonymForm

PAGE_SIZE = 50


class ImprovingView(ABC, WagtailAdminTemplateMixin, TemplateView):
    """What the views of both have in common: who may open them, and where they are."""

    header_icon = "search"
    list_name = ""
    list_title: Any = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.is_for(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @abstractmethod
    def is_for(self, user: Any) -> bool:
        """Whether a user may open it."""

    @abstractmethod
    def rows(self) -> QuerySet:
        """All that the user may change."""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def asked(self, key: str) -> Model:
        return get_object_or_404(self.rows(), pk=key if key.isdecimal() and len(key) < 19 else None)


class BestBets(ImprovingView):
    list_name = "portal_content_office:best_bets"
    list_title = gettext_lazy("Recommended results")

    def is_for(self, user: Any) -> bool:
        return improving.sites_improved_by(user).exists()

    def rows(self) -> QuerySet:
        return improving.bets_of(self.request.user)


class Synonyms(ImprovingView):
    list_name = "portal_content_office:synonyms"
    list_title = gettext_lazy("Synonyms")

    def is_for(self, user: Any) -> bool:
        return improving.may_set_synonyms(user)

    def rows(self) -> QuerySet:
        return Synonym.objects.order_by("-pk")


class _List:
    """Lists what there is, and drops one."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        found = self.asked(request.POST.get("drop", ""))
        self.drop(found)
        messages.success(request, _("“%(words)s” was dropped.") % {"words": found})
        return redirect(request.path)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(self.rows(), PAGE_SIZE).get_page(self.request.GET.get("p"))
        return {**super().get_context_data(**kwargs), "page": page, "rows": self.shown(page.object_list)}


class BestBetsView(_List, BestBets):
    template_name = "portal_content/office/best_bets.html"
    page_title = BestBets.list_title

    def drop(self, bet: BestBet) -> None:
        improving.drop(bet, self.request.user)

    def shown(self, bets: Any) -> list[dict[str, Any]]:
        """Each with the title of its page; those that readers do not find any more have none."""
        return [{"bet": bet, "title": title} for bet, title in best_bets.titles(bets)]


class SynonymsView(_List, Synonyms):
    template_name = "portal_content/office/synonyms.html"
    page_title = Synonyms.list_title

    def drop(self, synonyms: Synonym) -> None:
        improving.drop_synonyms(synonyms, self.request.user)

    def shown(self, synonyms: Any) -> list[Synonym]:
        return list(synonyms)


class _Form:
    """The form of a new one, or of the one in the address. `query` in the address is filled in."""

    template_name = "portal_content/office/improving_form.html"

    @property
    def one(self) -> Model | None:
        return self.asked(str(self.kwargs["pk"])) if "pk" in self.kwargs else None

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        items = super().get_breadcrumbs_items()
        return [*items[:-1], {"url": reverse(self.list_name), "label": self.list_title}, items[-1]]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.form_class(request.POST, user=request.user, instance=self.one)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        kept = form.keep()
        messages.success(request, _("“%(words)s” was saved.") % {"words": kept})
        return redirect(self.list_name)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.pop("form", None) or self.form_class(
            user=self.request.user, instance=self.one, asked=self.request.GET
        )
        context = {"form": form, "list_url": reverse(self.list_name), "hint": self.hint}
        return {**super().get_context_data(**kwargs), **context}


class BestBetView(_Form, BestBets):
    form_class: type[forms.ModelForm] = BestBetForm
    page_title = gettext_lazy("Recommended result")
    hint = gettext_lazy(
        "Who searches for one of these texts on this site sees the page above all others. "
        "It must be published; while it is withdrawn it is not shown."
    )


class SynonymView(_Form, Synonyms):
    form_class: type[forms.ModelForm] = SynonymForm
    page_title = gettext_lazy("Words that mean the same")
    hint = gettext_lazy(
        "Who searches for one of these words also finds what has another one, on all sites. "
        "It takes a minute until everybody searches so."
    )
