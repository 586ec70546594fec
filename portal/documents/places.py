"""Finds where documents may go and who may bring them there; says what there is when the answer is no."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.models import Site

from portal.content.models import Article, Column
from sites.accounts.models import User
from sites.registry.admin_scope import people_of, record_at
from sites.registry.models import SiteRecord

# A list of names in an error message helps up to here.
_MOST_NAMES = 60


class PlaceError(Exception):
    """A site, column or person that was named does not fit. The message says what does."""


def record_of_host(host: str) -> SiteRecord:
    """Return the site that answers to `host`. Raises `PlaceError`."""
    name = host.strip().lower().partition(":")[0]
    record = SiteRecord.objects.filter(site__hostname__iexact=name).select_related("site", "sponsor").first()
    if record is None:
        hosts = Site.objects.filter(record__isnull=False).order_by("pk").values_list("hostname", flat=True)
        raise PlaceError(
            _("There is no site %(host)s. There are: %(hosts)s.") % {"host": host, "hosts": _listed(hosts)}
        )
    return record


def column_of(record: SiteRecord, name: str) -> Column:
    """Return the column of the site with this slug or Chinese title. Raises `PlaceError`."""
    columns = Column.objects.descendant_of(record.site.root_page).order_by("path")
    found = list(columns.filter(Q(slug=name.strip()) | Q(title=name.strip())))
    if len(found) == 1:
        return found[0]
    if found:
        names = [f"{column.slug} ({_above(column)})" for column in found]
        message = _("Several columns are called %(name)s; give the slug: %(columns)s.")
        raise PlaceError(message % {"name": name, "columns": _listed(names)})
    names = [f"{column.title} ({column.slug})" for column in columns if column.may_hold(Article)]
    message = _("The site has no column %(name)s. It has: %(columns)s.")
    raise PlaceError(message % {"name": name, "columns": _listed(names)})


def importer(column: Column, username: str) -> User:
    """Return the person of this user name, who may bring documents into `column`. Raises `PlaceError`."""
    if username:
        user = User.objects.filter(username=username).first()
        if user is not None and may_import(user, column):
            return user
        message = _("%(user)s may not add pages to this column. These may: %(users)s.")
    else:
        message = _("Say who brings the documents in: --by and one of %(users)s.")
    raise PlaceError(message % {"user": username, "users": _listed(_importers(column)) or _("nobody")})


def may_import(user: User, column: Column) -> bool:
    return user.is_active and column.permissions_for_user(user).can_add_subpage()


def takes_documents_of(column: Column, user: User) -> bool:
    """Whether to offer `user` the import at all: the column holds articles and he may add them."""
    return column.may_hold(Article) and may_import(user, column)


def site_of(column: Column) -> SiteRecord | None:
    return record_at(column.path)


def _importers(column: Column) -> list[str]:
    record = site_of(column)
    people = people_of(record, User.objects.filter(is_active=True)) if record else User.objects.none()
    return [user.username for user in people.order_by("username") if may_import(user, column)]


def _above(column: Column) -> str:
    return column.get_parent().title


def _listed(names: Iterable[str]) -> str:
    names = list(names)
    shown = "、".join(names[:_MOST_NAMES])
    return f"{shown}…" if len(names) > _MOST_NAMES else shown
