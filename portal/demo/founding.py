"""Founds the municipality: departments, sites with their filing, people in their roles."""

from __future__ import annotations

from sites.accounts.models import User
from sites.registry.models import Department, SiteKind, SiteLanguage, SiteRecord, SiteState
from sites.registry.operations import SiteSpec, change_state, grant, provision_site

from .accounts import ADMINISTRATORS
from .model import Municipality

_FILING_FIELDS = (
    "operator",
    "maintainer",
    "site_id_code",
    "icp_number",
    "police_number",
    "contact_name",
    "contact_phone",
    "contact_email",
    "contact_address",
    "hosting_place",
)


def departments(town: Municipality) -> dict[str, Department]:
    """Make the departments that are missing; all of them by key."""
    made: dict[str, Department] = {}
    for row in town.departments:
        made[row["key"]], _new = Department.objects.get_or_create(
            name=row["name"],
            defaults={
                "short_name": row["short_name"],
                "english_name": row.get("english_name", ""),
                "parent": made.get(row.get("parent", "")),
                "uscc": row["uscc"],
                "issuer_code": row["issuer_code"],
                "dissolved_on": row.get("dissolved_on"),
                "successor": made.get(row.get("successor", "")),
            },
        )
    return made


def sites(
    town: Municipality, departments: dict[str, Department], users: dict[str, User]
) -> dict[str, SiteRecord]:
    """Apply for, file and open the sites that are missing, and put their people in their roles."""
    by = {row["role"]: users[row["username"]] for row in ADMINISTRATORS}
    records = {}
    for row in town.sites:
        record = provision_site(_spec(row, town, departments, users))
        for state in (SiteState.FILED, SiteState.LIVE):
            if record.state in (SiteState.APPLIED, SiteState.FILED) and record.state != state:
                change_state(record, state, by=by["system_admin"])
        records[row["key"]] = record
    for row in town.accounts:
        grant(users[row["username"]], records[row["site"]], row["role"], by=by["security_admin"])
    return records


def _spec(
    row: dict, town: Municipality, departments: dict[str, Department], users: dict[str, User]
) -> SiteSpec:
    people = {
        account["duty"]: users[account["username"]]
        for account in town.accounts
        if account["site"] == row["key"] and "duty" in account
    }
    return SiteSpec(
        code=row["key"],
        name=row["name"],
        hostname=row["hostname"],
        kind=SiteKind(row["kind"]),
        language=row.get("language", SiteLanguage.CHINESE),
        sponsor=departments[row["sponsor"]],
        filing={
            **{name: row[name] for name in _FILING_FIELDS},
            "supervising_body": departments[row["supervising_body"]],
            **people,
        },
    )
