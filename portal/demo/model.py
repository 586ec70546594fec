"""What the sample municipality consists of, before anything is in the database."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field


@dataclass(frozen=True)
class PageSpec:
    """One page to be made.

    Attributes:
        key: unique name; links and faults refer to it.
        site: key of the site.
        kind: article, guide, reply, link, leader, institution, topic, plain or alert.
        column: slug of the column, or the key of the topic it stands in; empty for pages below the home page.
        when: display date, naive, in the municipality's local time.
        body: text in the light markup of `markup.py`.
        first_published: when it was really published first, if that differs from `when`.
        extra: further fields by name, depending on the kind.
    """

    key: str
    site: str
    kind: str
    column: str
    title: str
    when: datetime.datetime
    body: str = ""
    department: str = ""
    summary: str = ""
    keywords: tuple[str, ...] = ()
    source: str = ""
    is_reprint: bool = False
    document_number: str = ""
    interprets: str = ""
    cover: str = ""
    attachments: tuple[dict, ...] = ()
    slug: str = ""
    pinned_days: int = 0
    first_published: datetime.datetime | None = None
    extra: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Municipality:
    """Everything that is built. The dictionaries are rows of the data files.

    Attributes:
        as_of: the moment (naive local time) from which the content looks back.
        columns: columns beyond the standard ones.
    """

    as_of: datetime.datetime
    departments: list[dict]
    sites: list[dict]
    accounts: list[dict]
    columns: list[dict]
    link_groups: list[dict]
    pictures: list[dict]
    pages: list[PageSpec]

    def page(self, key: str) -> PageSpec:
        return next(page for page in self.pages if page.key == key)
