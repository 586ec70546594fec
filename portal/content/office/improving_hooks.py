"""Puts 推荐结果 and 同义词 into the office: its menu, and the list of what readers search for."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Site

from portal.content import improving
from search import title_checks
from sites.delivery.visits.beside import Link, LinksOf, links_beside, note_beside
from sites.registry.admin_access import open_to_members

for _name in ("best_bets", "best_bet_new"):
    open_to_members(f"portal_content_office:{_name}", "What stands first on the sites the reader edits.")
open_to_members("portal_content_office:best_bet", "One of them; the view looks whose it is.", pk="own")
for _name in ("synonyms", "synonym_new"):
    open_to_members(f"portal_content_office:{_name}", "For who manages the portal; the view looks.")
open_to_members("portal_content_office:synonym", "One of them; the view looks who asks.", pk="own")


class BestBetsItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return improving.sites_improved_by(request.user).exists()


class SynonymsItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return improving.may_set_synonyms(request.user)


@hooks.register("register_admin_menu_item")
def best_bets_item() -> MenuItem:
    address = reverse("portal_content_office:best_bets")
    title = gettext_lazy("Recommended results")
    return BestBetsItem(title, address, name="best-bets", icon_name="search", order=262)


@hooks.register("register_admin_menu_item")
def synonyms_item() -> MenuItem:
    address = reverse("portal_content_office:synonyms")
    return SynonymsItem(gettext_lazy("Synonyms"), address, name="synonyms", icon_name="search", order=264)


@links_beside
def ways_to_improve(request: HttpRequest, site: Site) -> LinksOf:
    """To the forms of a new one with the text filled in, for who may use them."""
    may_recommend = improving.sites_improved_by(request.user).filter(site=site).exists()
    may_say_the_same = improving.may_set_synonyms(request.user)
    bet, synonym = reverse("portal_content_office:best_bet_new"), reverse("portal_content_office:synonym_new")

    def links(text: str) -> list[Link]:
        found = []
        if may_recommend:
            query = urlencode({"query": text, "site": site.pk})
            found.append(Link(_("Recommend a result"), f"{bet}?{query}"))
        if may_say_the_same:
            found.append(Link(_("Add synonyms"), f"{synonym}?{urlencode({'query': text})}"))
        return found

    return links


@note_beside
def share_of_titles(site: Site) -> str:
    """Of how many pages the title found the page on the last night."""
    checked = title_checks.newest_of(site)
    if checked is None or not checked.sampled:
        return ""
    return _(
        "On %(day)s, %(share)s%% of %(sampled)s pages taken at random stood among the first three results "
        "for their titles."
    ) % {"day": checked.day.isoformat(), "share": f"{checked.share:.0f}", "sampled": checked.sampled}
