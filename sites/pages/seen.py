"""What the public sees of a page, in one canonical form, and its digest: what a signature is about."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from modelcluster.models import (
    get_all_child_m2m_relations,
    get_all_child_relations,
    get_serializable_data_for_fields,
)
from wagtail.documents import get_document_model
from wagtail.documents.models import AbstractDocument
from wagtail.fields import StreamField
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage
from wagtail.models import Page

from sites.ledger.chain import canonical, digest_of

from . import references

if TYPE_CHECKING:
    from .models import GovPage

# Of what Wagtail keeps with every page, this is shown; the rest is its place in the tree and its state.
_SHOWN_OF_EVERY_PAGE = {"title", "slug", "seo_title", "search_description", "show_in_menus"}
# Fields that pages got after some were signed: empty, they leave the form and its digest as they were.
_LATER = {"correction_note", "corrected_on"}
_FILES = {"image": get_image_model, "document": get_document_model}


def form(page: GovPage) -> dict:
    """Everything the public sees of `page` as it is in memory: its own fields, and the files it shows.

    Readers see the same of two pages when the forms are the same.
    """
    hidden = _hidden(page)
    fields = {
        name: value
        for name, value in _data(page, hidden).items()
        if name not in hidden and (value or name not in _LATER)
    }
    for name in _streams(page) & fields.keys():
        # Text of JSON, in which PostgreSQL keeps no order of keys.
        fields[name] = json.loads(fields[name])
    return {
        "type": page._meta.label_lower,
        # As JSON has it: dates and keys become text, in memory as in a stored version.
        "fields": json.loads(json.dumps(fields, cls=DjangoJSONEncoder)),
        "files": _files(page),
    }


def digest(page: GovPage, algorithm: str = "") -> str:
    """Digest of the form; 64 hexadecimal digits. Without `algorithm` the ledger's present one is used."""
    return digest_of(canonical(form(page)), algorithm or settings.LEDGER_ALGORITHM)


def touches(page: Page, fields: Iterable[str]) -> bool:
    """Whether writing these fields changes what the public sees, or whether it sees the page."""
    hidden = _hidden(page) - {"live"}
    return any(name.removesuffix("_id") not in hidden for name in fields)


def _hidden(page: Page) -> set[str]:
    of_every_page = {field.name for field in Page._meta.get_fields()} - _SHOWN_OF_EVERY_PAGE
    to_parents = {parent.name for parent in page._meta.parents.values() if parent is not None}
    return {"pk"} | of_every_page | to_parents | getattr(page, "not_shown", frozenset())


def _streams(page: GovPage) -> set[str]:
    return {field.name for field in page._meta.get_fields() if isinstance(field, StreamField)}


def _data(page: GovPage, hidden: set[str]) -> dict:
    """As `page.serializable_data()`, which would ask for the comments of editors, which nobody sees."""
    relations = {relation.get_accessor_name() for relation in get_all_child_relations(page)}
    if relations <= hidden and not get_all_child_m2m_relations(page):
        return get_serializable_data_for_fields(page)
    return page.serializable_data()


def _files(page: GovPage) -> list[list[str]]:
    """Kind, key, hash of the content and words of each picture and document on the page."""
    shown = sorted((kind, key) for kind, key in references.stored(page) if kind in _FILES)
    # A query for each kind, however many there are.
    files = {
        kind: _FILES[kind]().objects.in_bulk([int(key) for each, key in shown if each == kind])
        for kind in {kind for kind, _key in shown}
    }
    return [
        [kind, key, *(_shown_of(file) if (file := files[kind].get(int(key))) else ["", ""])]
        for kind, key in shown
    ]


def _shown_of(file: AbstractImage | AbstractDocument) -> list[str]:
    """Hash of the content; the alternative text of a picture, the title of a document."""
    words = file.description if isinstance(file, AbstractImage) else file.title
    return [file.get_file_hash(), words]
