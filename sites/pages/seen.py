"""What the public sees of a page, in one canonical form, and its digest: what a signature is about."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from django.apps import apps
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Field
from modelcluster.models import get_all_child_m2m_relations, get_all_child_relations, get_field_value
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
    fields = {name: value for name, value in _data(page).items() if value or name not in _LATER}
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
    hidden = _hidden(type(page)) - {"live"}
    return any(name.removesuffix("_id") not in hidden for name in fields)


def shown_fields(model: type[Page]) -> tuple[Field, ...]:
    """The fields of a type of page that the public sees, in the order of the model."""
    return _shown_and_hidden(model._meta.label)[0]


def _hidden(model: type[Page]) -> frozenset[str]:
    return _shown_and_hidden(model._meta.label)[1]


@cache
def _shown_and_hidden(label: str) -> tuple[tuple[Field, ...], frozenset[str]]:
    model = apps.get_model(label)
    of_every_page = {field.name for field in Page._meta.get_fields()} - _SHOWN_OF_EVERY_PAGE
    to_parents = {parent.name for parent in model._meta.parents.values() if parent is not None}
    hidden = frozenset({"pk"} | of_every_page | to_parents | getattr(model, "not_shown", frozenset()))
    fields = model._meta.concrete_fields
    return tuple(field for field in fields if field.serialize and field.name not in hidden), hidden


def _streams(page: GovPage) -> set[str]:
    return {field.name for field in page._meta.get_fields() if isinstance(field, StreamField)}


def _data(page: GovPage) -> dict:
    """As `page.serializable_data()`, which would ask for the comments of editors, which nobody sees."""
    hidden = _hidden(type(page))
    relations = {relation.get_accessor_name() for relation in get_all_child_relations(page)}
    if relations <= hidden and not get_all_child_m2m_relations(page):
        return {field.name: get_field_value(field, page) for field in shown_fields(type(page))}
    return {name: value for name, value in page.serializable_data().items() if name not in hidden}


def _files(page: GovPage) -> list[list[str]]:
    """Kind, key, hash of the content and words of each picture and document on the page."""
    named = references.in_fields(page, shown_fields(type(page)))
    shown = sorted((kind, key) for kind, key in named if kind in _FILES)
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
