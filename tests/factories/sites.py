"""Departments, sites and their people, made by the operations the office uses."""

from __future__ import annotations

import itertools

from sites.accounts.models import User
from sites.registry.models import Department, SiteKind, SiteLanguage, SiteRecord, SiteState
from sites.registry.operations import SiteSpec, appoint, grant, provision_site

_numbers = itertools.count(1)


def make_department(name: str | None = None, **fields) -> Department:
    name = name or f"测试局{next(_numbers)}"
    return Department.objects.create(name=name, short_name=fields.pop("short_name", name[:10]), **fields)


def make_site(
    code: str | None = None,
    kind: str = SiteKind.DEPARTMENT,
    name: str | None = None,
    hostname: str | None = None,
    **filing,
) -> SiteRecord:
    """A live site with columns, groups and a review."""
    code = code or f"site{next(_numbers)}"
    name = name or f"{code}网站"
    spec = SiteSpec(
        code=code,
        name=name,
        hostname=hostname or f"{code}.example",
        kind=kind,
        language=filing.pop("language", SiteLanguage.CHINESE),
        sponsor=filing.pop("sponsor", None) or make_department(f"{name}主办单位"),
        filing={"state": SiteState.LIVE, **filing},
    )
    return provision_site(spec)


def make_user(name: str | None = None, **fields) -> User:
    number = next(_numbers)
    return User.objects.create_user(
        username=fields.pop("username", f"user{number}"),
        email=f"user{number}@example.com",
        password="correct horse battery",
        name=name or f"测试人员{number}",
        **fields,
    )


def make_member(record: SiteRecord, role: str, name: str | None = None, **fields) -> User:
    """Somebody who holds `role` in the site."""
    user = make_user(name, **fields)
    grant(user, record, role)
    return user


def make_administrator(post: str, name: str | None = None, **fields) -> User:
    """Somebody who holds one of the three posts above the sites."""
    user = make_user(name, **fields)
    appoint(user, post)
    return user
