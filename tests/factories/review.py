"""Everybody a text needs on its road to readers, and the road itself."""

from __future__ import annotations

import itertools

from sites.accounts.models import User
from sites.editorial import operations, signatories, withdrawal
from sites.editorial.levels import level_of, steps
from sites.editorial.models import Signatory
from sites.editorial.separation import approvals
from sites.registry.models import SiteRecord

from .sites import make_administrator, make_member

_numbers = itertools.count(1)


def make_reviewers(record: SiteRecord) -> dict[str, User]:
    """One person for each step of review of a site, by the code of the step."""
    return {step.code: make_member(record, step.role, step.name) for step in steps().values()}


def approve_all(page, reviewers: dict[str, User]) -> None:
    """Have every step approved that still waits on a submitted page."""
    taken = [state.step for state in approvals(page, page.current_workflow_state)]
    for step in level_of(page).steps:
        if step not in taken:
            operations.approve(type(page).objects.get(pk=page.pk), reviewers[step])


def withdraw(page, requester: User, signer: User, kind: str = "error"):
    """Have a published page withdrawn by the two who do so."""
    made = withdrawal.request(page, requester, kind, "信息有误，须核实。")
    withdrawal.sign(made, signer)
    return made


def make_signatory(record: SiteRecord, name: str = "郑市长", **fields) -> Signatory:
    """A leader who signs texts of a site by links."""
    number = next(_numbers)
    fields = {"post": "副市长", "email": f"leader{number}@city.example", "mobile": "13800138000", **fields}
    return signatories.register(record, by=make_administrator("security_admin"), name=name, **fields)
