"""The first page of the office: what waits for whom."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component
from wagtail.models import Page

from sites.accounts.models import User
from sites.jobs.models import TaskRun
from sites.ledger.desk import PERMISSION as AUDIT
from sites.ledger.models import Head
from sites.ledger.verification import last_result
from sites.protection import lockout
from sites.registry.admin_access import may_open
from sites.registry.models import Administrator, SiteGroup, SiteRecord, SiteState
from sites.registry.office.administrators import PERMISSION as SEE_RIGHTS
from sites.registry.office.rights import FILING
from sites.registry.roles import roles

from . import desk
from .levels import CORRECTION, levels, steps
from .models import Substitution

SHOWN = 5


@dataclass(frozen=True)
class DeskList:
    """One list of a desk: its rows, its words, what its links lead to."""

    code: str
    heading: str | Promise
    empty: str | Promise
    rows: Callable
    entries: Callable
    url_name: str = "wagtailadmin_pages:edit"


LISTS = {
    row.code: row
    for row in [
        DeskList(
            "awaiting",
            _("Waiting for me"),
            _("Nothing waits for your decision."),
            desk.awaiting,
            desk.awaiting_entries,
            "sites_editorial:review",
        ),
        DeskList(
            "withdrawals",
            _("Withdrawals to sign"),
            _("No withdrawal waits for your signature."),
            desk.withdrawals,
            desk.withdrawal_entries,
            "sites_editorial:withdraw",
        ),
        DeskList(
            "returned",
            _("Returned to me"),
            _("Nothing was returned to you."),
            desk.returned,
            desk.author_entries,
        ),
        DeskList(
            "drafts",
            _("My drafts"),
            _("You have no unfinished drafts. Open a column to begin one."),
            desk.drafts,
            desk.draft_entries,
        ),
        DeskList(
            "under-way",
            _("Submitted by me"),
            _("Nothing of yours is under review."),
            desk.under_way,
            desk.author_entries,
            "sites_editorial:review",
        ),
    ]
}


def lists_of(user) -> list[DeskList]:
    """The lists that concern somebody in the roles of `user`."""
    held = set(SiteGroup.objects.filter(group__user=user).values_list("role", flat=True))
    codes = []
    if held & {step.role for step in steps().values()} or Substitution.objects.standing().of(user).exists():
        codes.append("awaiting")
    if steps()[levels()[CORRECTION].steps[-1]].role in held:
        codes.append("withdrawals")
    if any("add" in roles()[role].pages for role in held if role in roles()):
        codes += ["returned", "drafts", "under-way"]
    return [LISTS[code] for code in codes]


class DeskPanel(Component):
    """The first entries of one list, and the way to all of them."""

    template_name = "sites_editorial/desk_panel.html"

    def __init__(self, desk_list: DeskList, user, order: int):
        self.list, self.user, self.order = desk_list, user, order

    def get_context_data(self, parent_context) -> dict:
        rows = list(self.list.rows(self.user)[: SHOWN + 1])
        return {
            "list": self.list,
            "entries": self.list.entries(rows[:SHOWN]),
            "has_more": len(rows) > SHOWN,
            "all_url": reverse("sites_editorial:desk", args=[self.list.code]),
        }


class InstallationPanel(Component):
    """Figures for the system administrator, each with the way to its rows."""

    template_name = "sites_editorial/installation_panel.html"
    order = 50

    def get_context_data(self, parent_context) -> dict:
        last = Page.objects.live().order_by("-last_published_at").first()
        last_url = reverse("wagtailadmin_pages:edit", args=[last.pk]) if last else ""
        counts = dict(SiteRecord.objects.order_by().values_list("state").annotate(number=Count("pk")))
        sites_url = reverse("sites_registry_sites:index")
        return {
            "states": [
                (state.label, counts[state], f"{sites_url}?state={state.value}")
                for state in SiteState
                if state in counts
            ],
            "failed": TaskRun.objects.failed().count(),
            "failed_url": reverse("sites_jobs:overview"),
            "last_published": last,
            # To most who see this panel, pages are shut.
            "last_published_url": last_url if may_open(parent_context["request"], last_url) else "",
        }


class RightsPanel(Component):
    """Figures for the security administrator, each with the way to its rows."""

    template_name = "sites_editorial/rights_panel.html"
    order = 60

    def get_context_data(self, parent_context) -> dict:
        return {
            "holders": Administrator.objects.count(),
            "locked": User.objects.filter(is_active=False).count(),
            "locked_out": len(lockout.locked_usernames()),
        }


class LedgerPanel(Component):
    """Figures for the audit administrator, with the way to the desk and to the last verification."""

    template_name = "sites_editorial/ledger_panel.html"
    order = 70

    def get_context_data(self, parent_context) -> dict:
        return {"entries": Head.objects.get().number, "verified": last_result()}


def panels_for(user) -> Iterable[Component]:
    """All panels of the dashboard of `user`; what other rooms add comes with their own hooks."""
    if user.has_perm(FILING):
        yield InstallationPanel()
    if user.has_perm(SEE_RIGHTS):
        yield RightsPanel()
    if user.has_perm(AUDIT):
        yield LedgerPanel()
    for number, desk_list in enumerate(lists_of(user)):
        yield DeskPanel(desk_list, user, order=100 + 10 * number)
