"""What editors do so that readers find: recommended results of a site, synonyms of the installation."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from search import best_bets
from search.models import BestBet, Synonym
from search.sources import sources
from search.text.fold import bare
from search.text.typed import MAX_LENGTH
from sites.editorial.bundles import sites_of
from sites.ledger.operations import append
from sites.registry.models import SiteKind, SiteRecord
from sites.registry.roles import roles

from . import acts
from .search_sources import Pages

MOST_LINES = 50


def sites_improved_by(user: Any) -> QuerySet[SiteRecord]:
    """The sites for which `user` recommends results: where he may change what others wrote."""
    return SiteRecord.objects.all() if user.is_superuser else sites_of(user)


def bets_of(user: Any) -> QuerySet[BestBet]:
    """The recommended results that `user` may change, the newest first."""
    sites = sites_improved_by(user).values("site")
    return BestBet.objects.filter(site__in=sites).select_related("site").order_by("-pk")


def may_set_synonyms(user: Any) -> bool:
    """Whether `user` answers for the portal: its words are those of all sites."""
    if user.is_superuser:
        return True
    managing = [role.code for role in roles().values() if role.manages_site]
    portals = SiteRecord.objects.filter(kind=SiteKind.PORTAL)
    held = portals.filter(groups__role__in=managing, groups__group__user=user)
    return bool(user.is_active) and held.exists()


def lines_of(text: str, least: int) -> list[str]:
    """What was typed, one a line.

    Raises:
        ValidationError: there are fewer lines than `least` or too many, or one cannot be searched for.
    """
    lines = best_bets.lines(text)
    if any(not bare(line) or len(line) > MAX_LENGTH for line in lines):
        sentence = _(
            "Each line needs a letter, a digit or a Chinese character, and %(most)s characters at most."
        )
        raise ValidationError(sentence % {"most": MAX_LENGTH})
    if len({bare(line) for line in lines}) < least:
        raise ValidationError(_("Write at least %(least)s different words, one a line.") % {"least": least})
    if len(lines) > MOST_LINES:
        raise ValidationError(_("Write at most %(most)s lines.") % {"most": MOST_LINES})
    return lines


def is_found(page: Page, site: Site) -> bool:
    """Whether readers of `site` can open `page` from a search now."""
    return bool(sources()[Pages.name].addresses([str(page.pk)], site))


@transaction.atomic
def recommend(bet: BestBet, by: Any) -> None:
    """Put a result first, or change for what or for how long.

    Raises:
        PermissionDenied: `by` does not edit the site.
    """
    if not sites_improved_by(by).filter(site=bet.site).exists():
        raise PermissionDenied
    best_bets.keep(bet)
    detail = {
        "queries": best_bets.lines(bet.queries),
        "recommended": bet.key,
        "shown_from": str(bet.begins_on or ""),
        "shown_to": str(bet.ends_on or ""),
    }
    code = _code_of(bet.site)
    append(acts.RESULT_RECOMMENDED, by=by, subject=bet, site=code, detail=detail)


@transaction.atomic
def drop(bet: BestBet, by: Any) -> None:
    """Recommend it no more.

    Raises:
        PermissionDenied: `by` does not edit the site.
    """
    if not sites_improved_by(by).filter(site=bet.site).exists():
        raise PermissionDenied
    detail = {"queries": best_bets.lines(bet.queries), "recommended": bet.key}
    append(acts.RECOMMENDATION_DROPPED, by=by, subject=bet, site=_code_of(bet.site), detail=detail)
    bet.delete()


@transaction.atomic
def set_synonyms(synonyms: Synonym, by: Any) -> None:
    """Have words mean the same on all sites.

    Raises:
        PermissionDenied: `by` does not answer for the portal.
    """
    if not may_set_synonyms(by):
        raise PermissionDenied
    synonyms.save()
    append(acts.SYNONYMS_SET, by=by, subject=synonyms, detail={"queries": best_bets.lines(synonyms.words)})


@transaction.atomic
def drop_synonyms(synonyms: Synonym, by: Any) -> None:
    """Let each of the words mean itself again.

    Raises:
        PermissionDenied: `by` does not answer for the portal.
    """
    if not may_set_synonyms(by):
        raise PermissionDenied
    detail = {"queries": best_bets.lines(synonyms.words)}
    append(acts.SYNONYMS_DROPPED, by=by, subject=synonyms, detail=detail)
    synonyms.delete()


def _code_of(site: Site) -> str:
    return SiteRecord.objects.filter(site=site).values_list("code", flat=True).first() or ""
