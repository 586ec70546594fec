"""Three sites with people in every role, for tests in which anybody does anything."""

from __future__ import annotations

from dataclasses import dataclass

from django.test import Client

from portal.content.models import Column
from sites.accounts.models import User
from sites.editorial.provisioning import record_foundation
from sites.registry.models import SiteRecord
from sites.registry.operations import grant
from sites.submissions.models import ReceivingColumn
from tests.factories.sites import make_site

# Two columns of each site and the level of review they ask for.
COLUMNS = {
    "ja": {"tzgg": "reprint", "gzdt": "news"},
    "jb": {"tzgg": "document", "gzdt": "reprint"},
    "jc": {"tzgg": "reprint", "gzdt": "major"},
}
STEPS = {
    "reprint": ["review", "sign_off"],
    "news": ["review", "secrecy_review", "sign_off"],
    "document": ["review", "secrecy_review", "proofreading", "sign_off"],
    "major": ["review", "second_review", "secrecy_review", "proofreading", "sign_off"],
}
ROLE_OF_STEP = {
    "review": "reviewer",
    "second_review": "second_reviewer",
    "secrecy_review": "secrecy_reviewer",
    "proofreading": "proofreader",
    "sign_off": "signer",
}
# In each site; together they hold every role.
PEOPLE = [
    ["editor"],
    ["contributor"],
    ["reviewer"],
    ["reviewer", "editor"],
    ["second_reviewer", "signer"],
    ["secrecy_reviewer"],
    ["secrecy_reviewer", "proofreader"],
    ["proofreader"],
    ["signer", "reviewer"],
    ["signer"],
    ["emergency_publisher", "signer"],
    ["emergency_publisher", "reviewer"],
    ["site_admin"],
]
OF_TWO_SITES = [("ja", "reviewer"), ("jb", "signer"), ("jb", "editor")]

Role = tuple[str, str]


@dataclass
class ThreeSites:
    """Sites by code; columns with their level; what roles each person holds; the browser of each."""

    records: dict[str, SiteRecord]
    columns: dict[int, tuple[Column, str]]
    roles: dict[int, set[Role]]
    superuser: int
    browsers: dict[int, Client]

    def site_at(self, path: str) -> str:
        """Code of the site a place in the tree belongs to."""
        homes = {record.site.root_page.path: code for code, record in self.records.items()}
        return next(code for home, code in homes.items() if path.startswith(home))


def build() -> ThreeSites:
    records = {code: make_site(code) for code in COLUMNS}
    columns = {}
    for code, record in records.items():
        for column in Column.objects.descendant_of(record.site.root_page).filter(slug__in=COLUMNS[code]):
            column.review_level = COLUMNS[code][column.slug]
            Column.objects.filter(pk=column.pk).update(review_level=column.review_level)
            columns[column.pk] = column, column.review_level
        record_foundation(record)
    ReceivingColumn.objects.bulk_create(
        ReceivingColumn(page_id=key, site_code=site) for key, site in _sites_of(columns, records)
    )
    roles: dict[int, set[Role]] = {}
    held = [[(code, role) for role in person] for code in COLUMNS for person in PEOPLE]
    for person in [*held, OF_TWO_SITES, []]:
        user = _make_user(f"person{len(roles)}")
        for code, role in person:
            grant(user, records[code], role)
        roles[user.pk] = set(person)
    superuser = _make_user("root", is_superuser=True)
    roles[superuser.pk] = set()
    browsers = {key: Client() for key in roles}
    for key, browser in browsers.items():
        browser.force_login(User.objects.get(pk=key), backend="django.contrib.auth.backends.ModelBackend")
    return ThreeSites(records, columns, roles, superuser.pk, browsers)


def _sites_of(columns: dict, records: dict[str, SiteRecord]) -> list[tuple[int, str]]:
    homes = {record.site.root_page.path: code for code, record in records.items()}
    return [
        (key, next(code for home, code in homes.items() if column.path.startswith(home)))
        for key, (column, _level) in columns.items()
    ]


def _make_user(name: str, **fields) -> User:
    # No password and no mail: nobody signs in by hand, nobody reads.
    return User.objects.create(username=name, name=name, **fields)
