"""What the rules read: a page with its places, links, pictures and files, each taken from it once."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.db.models import ForeignKey, URLField
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser
from wagtail.blocks import RichTextBlock, URLBlock
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import RichTextField
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import Page

from sites.pages.permissions import HOME_DEPTH
from sites.pages.texts import Place, leaves, places
from sites.registry.admin_scope import record_at
from sites.registry.models import SiteRecord

from . import vocabulary

if TYPE_CHECKING:
    from sites.media.models import SiteDocument, SiteImage
    from sites.pages.models import GovPage

# Digits and letters as wide as Han characters, which hide a number from whoever looks for narrow ones.
_WIDE = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}


@dataclass(frozen=True)
class Link:
    """A link in a text, or an address in a field (with no text)."""

    path: str
    text: str | None
    address: str

    @property
    def host(self) -> str:
        """The host it leads to, in lower case; empty inside the installation."""
        try:
            return (urlsplit(self.address).hostname or "").lower()
        except ValueError:
            return ""


@dataclass(frozen=True)
class Source:
    """The stored HTML of a rich text."""

    path: str
    html: str


@dataclass(frozen=True)
class Picture:
    path: str
    image: SiteImage
    caption: str


@dataclass(frozen=True)
class File:
    path: str
    document: SiteDocument


class Reading:
    """One page as it is in memory. Reads the database, writes nothing."""

    def __init__(self, page: GovPage, now: datetime.datetime | None = None) -> None:
        self.page = page
        self.now = now or timezone.now()

    @cached_property
    def places(self) -> list[Place]:
        return places(self.page)

    @cached_property
    def prose(self) -> list[Place]:
        """Places that people read as text; addresses are none."""
        return [place for place in self.places if place.kind != "address"]

    @cached_property
    def narrow(self) -> list[tuple[Place, str]]:
        """Places with their texts, wide digits and letters made narrow; character by character the same."""
        return [(place, place.text.translate(_WIDE)) for place in self.prose]

    @cached_property
    def text(self) -> str:
        """The text of the body: all blocks and rich text, without title and other single lines."""
        return "\n".join(place.text for place in self.prose if place.bound is not None)

    @cached_property
    def record(self) -> SiteRecord | None:
        return record_at(self.page.path) if self.page.path else None

    @property
    def home_path(self) -> str:
        """Tree path of the home page of the page's site; empty before the page has a place."""
        return self.page.path[: HOME_DEPTH * Page.steplen]

    @cached_property
    def words(self) -> dict[str, list[vocabulary.Found]]:
        """All words of all lists that stand in the page, by list."""
        return vocabulary.shipped().found_in(self.prose)

    @cached_property
    def sources(self) -> list[Source]:
        """Every rich text of the page."""
        found = [
            Source(field.name, field.value_from_object(self.page) or "")
            for field in self.page._meta.get_fields()
            if isinstance(field, RichTextField)
        ]
        for place, leaf in self._leaves:
            if isinstance(leaf.block, RichTextBlock):
                found.append(Source(place.path, leaf.value.source))
        return found

    @cached_property
    def links(self) -> list[Link]:
        """Links in texts, and addresses in fields and blocks."""
        found = [
            Link(place.path, None, str(place.value))
            for place in self.places
            if place.kind == "address" and isinstance(self.page._meta.get_field(place.path), URLField)
        ]
        found += [
            Link(place.path, None, str(leaf.value or ""))
            for place, leaf in self._leaves
            if isinstance(leaf.block, URLBlock) and leaf.value
        ]
        for source, anchor in self._anchors:
            attributes = anchor.attributes
            address = "" if attributes.get("linktype") else attributes.get("href") or ""
            found.append(Link(source.path, anchor.text(), address))
        return found

    @cached_property
    def pictures(self) -> list[Picture]:
        model = get_image_model()
        found = [Picture(name, image, "") for name, image in self._chosen_in_fields(model)]
        for place, leaf in self._leaves:
            if isinstance(leaf.block, ImageChooserBlock) and leaf.value:
                found.append(Picture(place.path, leaf.value, place.text))
        return found

    @cached_property
    def files(self) -> list[File]:
        """Attachments, wherever they hang: in fields, blocks and texts."""
        model = get_document_model()
        found = [File(name, document) for name, document in self._chosen_in_fields(model)]
        for place, leaf in self._leaves:
            if isinstance(leaf.block, DocumentChooserBlock) and leaf.value:
                found.append(File(place.path, leaf.value))
        linked = [
            (source.path, int(anchor.attributes["id"]))
            for source, anchor in self._anchors
            if anchor.attributes.get("linktype") == "document"
            and (anchor.attributes.get("id") or "").isdecimal()
        ]
        documents = model.objects.in_bulk({key for _path, key in linked}) if linked else {}
        found += [File(path, documents[key]) for path, key in linked if key in documents]
        return found

    @cached_property
    def _leaves(self) -> list[tuple[Place, Any]]:
        return [(place, leaf) for place in self.places if place.bound for leaf in leaves(place.bound)]

    @cached_property
    def _anchors(self) -> list[tuple[Source, Any]]:
        return [
            (source, anchor)
            for source in self.sources
            if "<a" in source.html
            for anchor in LexborHTMLParser(source.html).css("a")
        ]

    def _chosen_in_fields(self, model: type) -> Iterator[tuple[str, Any]]:
        for field in self.page._meta.get_fields():
            if not isinstance(field, ForeignKey) or not issubclass(field.related_model, model):
                continue
            if (chosen := getattr(self.page, field.name)) is not None:
                yield field.name, chosen
