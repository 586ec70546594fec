"""Carries what the public sees of a page into another site, with copies of its files and links that hold."""

from __future__ import annotations

import re
from typing import Any

from django.db.models import Field, ForeignKey
from django.forms.utils import flatatt
from wagtail import blocks
from wagtail.blocks import PageChooserBlock
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import Collection, Page
from wagtail.rich_text.rewriters import extract_attrs

from sites.accounts.models import User
from sites.media.operations import copy_into

from . import seen
from .models import GovPage

# What a page has by its place, not by its content.
STAYS_BEHIND = frozenset({"slug", "show_in_menus", "display_date", "pinned_until"})
_TAG = re.compile(r"<(a|embed)\b([^>]*)>")


class _Carrier:
    """Makes references of one site hold in another."""

    def __init__(self, collection: Collection, by: User | None) -> None:
        self.collection, self.by = collection, by

    def file(self, model: Any, key: object) -> int | None:
        found = model.objects.filter(pk=key).first()
        return copy_into(found, self.collection, self.by).pk if found else None

    def block(self, block: blocks.Block, raw: Any) -> Any:
        """The stored form of a block's value, its references carried over."""
        if isinstance(block, blocks.StreamBlock):
            return [
                {**child, "value": self.block(block.child_blocks[child["type"]], child["value"])}
                for child in raw
            ]
        if isinstance(block, blocks.StructBlock):
            return {name: self.block(block.child_blocks[name], value) for name, value in raw.items()}
        if isinstance(block, blocks.ListBlock):
            return [{**child, "value": self.block(block.child_block, child["value"])} for child in raw]
        if isinstance(block, ImageChooserBlock):
            return self.file(get_image_model(), raw)
        if isinstance(block, DocumentChooserBlock):
            return self.file(get_document_model(), raw)
        if isinstance(block, PageChooserBlock):
            return None
        return self.html(raw) if isinstance(block, blocks.RichTextBlock) else raw

    def html(self, stored: str) -> str:
        """Rich text as Wagtail stores it; links to pages become links to their public addresses."""
        return _TAG.sub(self._tag, stored)

    def _tag(self, match: re.Match[str]) -> str:
        name, attributes = match.group(1), extract_attrs(match.group(2))
        kind = attributes.get("linktype") or attributes.get("embedtype")
        if kind == "page":
            page = Page.objects.live().filter(pk=attributes.get("id")).first()
            return f"<a{flatatt({'href': page.full_url})}>" if page else "<a>"
        if kind in {"document", "image"}:
            model = get_document_model() if kind == "document" else get_image_model()
            attributes["id"] = str(self.file(model, attributes.get("id")) or "")
            return f"<{name}{flatatt(attributes)}{'/' if name == 'embed' else ''}>"
        return match.group(0)

    def field(self, page: GovPage, field: Field) -> Any:
        value = field.value_from_object(page)
        if isinstance(field, StreamField):
            raw = field.stream_block.get_prep_value(value)
            return field.stream_block.to_python(self.block(field.stream_block, raw))
        if isinstance(field, RichTextField):
            return self.html(value)
        if isinstance(field, ForeignKey) and value is not None:
            for model in (get_image_model(), get_document_model()):
                if issubclass(field.related_model, model):
                    return self.file(model, value)
            if issubclass(field.related_model, Page):
                return None
        return value


def carry(source: GovPage, target: GovPage, collection: Collection, by: User | None) -> None:
    """Give `target`, a page of the same type, what the public sees of `source` as it is in memory.

    `target` is not saved. Files that `collection` does not hold yet are copied into it.
    """
    carrier = _Carrier(collection, by)
    for field in source._meta.concrete_fields:
        if seen.touches(source, [field.name]) and field.name not in STAYS_BEHIND | {"live"}:
            setattr(target, field.attname, carrier.field(source, field))
