"""Every address of the office, read from the URL resolver, with its arguments filled from given sites."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.resolvers import RegexPattern

from sites.delivery.models import GreyPeriod

from .two_sites import SiteUnderTest

OFFICE = "admin/"
# The one address without a name that is no plain route: whatever nobody else answers.
ANYTHING_ELSE = f"{OFFICE}^.*/$"


@dataclass(frozen=True)
class Address:
    """A pattern of the office: the name to reverse it by, and its arguments (numbers for unnamed ones)."""

    name: str
    route: str
    arguments: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.name or self.route}({', '.join(self.arguments)})"


def addresses() -> list[Address]:
    return list(_walk(get_resolver().url_patterns, "", [], ()))


def _walk(patterns, route: str, namespaces: list[str], arguments: tuple[str, ...]) -> Iterator[Address]:
    for entry in patterns:
        here = route + str(entry.pattern)
        taken = arguments + _arguments(entry.pattern)
        if isinstance(entry, URLResolver):
            inside = [*namespaces, entry.namespace] if entry.namespace else namespaces
            yield from _walk(entry.url_patterns, here, inside, taken)
        elif isinstance(entry, URLPattern) and here.startswith(OFFICE):
            yield Address(":".join([*namespaces, entry.name]) if entry.name else "", here, taken)


def _arguments(pattern) -> tuple[str, ...]:
    if isinstance(pattern, RegexPattern):
        regex = re.compile(str(pattern))
        return tuple(regex.groupindex) or tuple(str(number) for number in range(regex.groups))
    return tuple(pattern.converters)


class UnknownArgumentError(Exception):
    """A new view takes something these tests cannot fill in: add it to `_ANYWHERE` or `_IN`."""


# What an argument is filled with: a function of a site, or a list of plain words to try.
_ANYWHERE = {
    "page_id": lambda site: site.draft.pk,
    "parent_page_id": lambda site: site.column.pk,
    "page_to_move_id": lambda site: site.draft.pk,
    "destination_id": lambda site: site.column.pk,
    "page_pk": lambda site: site.home.pk,
    "revision_id": lambda site: site.draft.latest_revision_id,
    "task_state_id": lambda site: site.task_state.pk,
    "workflow_state_id": lambda site: site.workflow_state.pk,
    "workflow_pk": lambda site: site.workflow.pk,
    "task_id": lambda site: site.task.pk,
    "image_id": lambda site: site.image.pk,
    "document_id": lambda site: site.document.pk,
    "doc_id": lambda site: site.document.pk,
    "collection_id": lambda site: site.folder.pk,
    "redirect_id": lambda site: site.redirect.pk,
    "uploaded_file_id": lambda site: site.upload.pk,
    "object_id": lambda site: site.draft.pk,
    "_site": lambda site: site.record.site.pk,
    "user_id": lambda site: site.people["editor"].pk,
    "content_type_app_name": ["portal_content"],
    "content_type_model_name": ["article"],
    "filter_spec": ["max-10x10"],
    "session_id": [1],
    "uidb64": ["MQ"],
    "token": ["a-b"],
    "0": lambda site: site.draft.pk,
    "1": lambda site: site.draft.latest_revision_id,
    "2": ["live", "latest"],
}
# The same for arguments that mean something else in each namespace.
_IN = {
    ("wagtailadmin_api:pages", "pk"): lambda site: site.draft.pk,
    ("wagtailadmin_api:pages", "action_name"): [
        "publish",
        "unpublish",
        "delete",
        "copy",
        "move",
        "create_alias",
    ],
    ("wagtailadmin_api:images", "pk"): lambda site: site.image.pk,
    ("wagtailadmin_api:documents", "pk"): lambda site: site.document.pk,
    ("wagtailadmin_collections", "pk"): lambda site: site.folder.pk,
    ("wagtailadmin_pages", "action_name"): ["approve", "reject"],
    ("wagtailadmin_pages", "app_label"): ["portal_content"],
    ("wagtailadmin_pages", "model_name"): ["article"],
    ("wagtailadmin_editing_sessions", "app_label"): ["wagtailcore"],
    ("wagtailadmin_editing_sessions", "model_name"): ["page"],
    ("wagtailadmin_tag_model_autocomplete", "app_name"): ["taggit"],
    ("wagtailadmin_tag_model_autocomplete", "model_name"): ["tag"],
    ("wagtailadmin_workflows", "app_label"): ["sites_editorial"],
    ("wagtailadmin_workflows", "model_name"): ["reviewtask"],
    ("wagtailadmin_workflows:edit_task", "pk"): lambda site: site.task.pk,
    ("wagtailadmin_workflows:disable_task", "pk"): lambda site: site.task.pk,
    ("wagtailadmin_workflows:enable_task", "pk"): lambda site: site.task.pk,
    ("wagtailadmin_workflows", "pk"): lambda site: site.workflow.pk,
    ("wagtaildocs_chooser", "pk"): lambda site: site.document.pk,
    ("wagtailimages_chooser", "pk"): lambda site: site.image.pk,
    ("wagtailsites", "pk"): lambda site: site.record.site.pk,
    ("wagtailusers_groups", "pk"): lambda site: site.group.pk,
    ("wagtailusers_users", "pk"): lambda site: site.people["editor"].pk,
    ("wagtail_bulk_action", "app_label"): ["wagtailcore"],
    ("wagtail_bulk_action", "model_name"): ["page"],
    ("wagtail_bulk_action", "action"): ["delete", "move", "publish", "unpublish"],
    ("sites_editorial:desk", "code"): ["awaiting", "drafts", "returned", "stale"],
    ("sites_editorial:bundle", "pk"): lambda site: site.bundle.pk,
    ("sites_editorial:receipt", "pk"): lambda site: site.withdrawal.pk,
    ("portal_content_office:best_bet", "pk"): lambda site: site.best_bet.pk,
    ("portal_content_office:synonym", "pk"): ["1"],
    ("sites_submissions:submission", "pk"): lambda site: site.submission.pk,
    ("sites_editorial:sign_link", "page_id"): lambda site: site.waiting.pk,
    ("sites_jobs", "pk"): ["1"],
    ("sites_delivery_grey", "pk"): lambda _site: GreyPeriod.objects.get().pk,
    ("sites_delivery_differences", "pk"): ["1"],
    ("sites_registry_sites", "pk"): lambda site: site.record.pk,
    # Departments are public: no marker is in them, but nobody of a site may change one.
    ("sites_registry_departments", "pk"): lambda site: site.record.sponsor_id,
}
_UUID = "00000000-0000-0000-0000-000000000001"


Sites = tuple[SiteUnderTest, ...]


def paths(address: Address, sites: Sites) -> Iterator[tuple[str, bool]]:
    """Yield paths of `address`, each argument from one of `sites`, and whether all are from the first.

    Raises:
        UnknownArgumentError: nobody said what the argument is.
    """
    choices = [[*_fillings(address, argument, sites)] for argument in address.arguments]
    for chosen in itertools.product(*choices):
        values = [value for value, _of_first in chosen]
        yield _path(address, values), all(of_first for _value, of_first in chosen)


def _path(address: Address, values: list) -> str:
    if address.route == ANYTHING_ELSE:
        return "/admin/no-such-place/"
    if not address.name:
        filled = iter(values)
        return "/" + re.sub(r"<[^>]+>", lambda _match: str(next(filled)), address.route)
    if "0" in address.arguments:
        return reverse(address.name, args=values)
    return reverse(address.name, kwargs=dict(zip(address.arguments, values, strict=True)))


def _fillings(
    address: Address, argument: str, sites: tuple[SiteUnderTest, ...]
) -> Iterator[tuple[object, bool]]:
    filling = _filling(address, argument)
    if not callable(filling):
        yield from ((_UUID if f"<uuid:{argument}>" in address.route else value, True) for value in filling)
        return
    for site in sites:
        yield filling(site), site is sites[0]


def _filling(address: Address, argument: str):
    parts = address.name.split(":")
    for end in range(len(parts), 0, -1):
        if (found := _IN.get((":".join(parts[:end]), argument))) is not None:
            return found
    try:
        return _ANYWHERE[argument]
    except KeyError:
        raise UnknownArgumentError(f"{argument} of {address}") from None
