"""What the body of a page is made of."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageChooserBlock

RICH_TEXT_FEATURES = ["bold", "italic", "superscript", "subscript", "ol", "ul", "link", "document-link"]


class HeadingBlock(blocks.StructBlock):
    """A heading that can be linked to."""

    text = blocks.CharBlock(label=_("text"), max_length=200)
    level = blocks.ChoiceBlock(
        label=_("level"), choices=[("2", _("section")), ("3", _("subsection or article"))], default="2"
    )
    anchor = blocks.RegexBlock(
        label=_("anchor"),
        required=False,
        regex=r"^[a-z][a-z0-9-]*$",
        help_text=_("Lower-case letters, digits and hyphens; the address of this place in the page."),
    )

    class Meta:
        label = _("heading")
        icon = "title"
        template = "portal_content/blocks/heading.html"


class ImageBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("image"))
    caption = blocks.CharBlock(label=_("caption"), required=False, max_length=200)

    class Meta:
        label = _("image")
        icon = "image"
        template = "portal_content/blocks/image.html"


class GalleryBlock(blocks.ListBlock):
    def __init__(self, **kwargs):
        super().__init__(ImageBlock(), **kwargs)

    class Meta:
        label = _("gallery")
        icon = "image"
        template = "portal_content/blocks/gallery.html"


class VideoBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label=_("video file (MP4)"))
    caption = blocks.CharBlock(label=_("caption"), max_length=200)
    transcript = blocks.RichTextBlock(
        label=_("transcript"),
        features=["bold", "ol", "ul"],
        help_text=_("What is said and shown, for those who cannot hear or see it."),
    )

    class Meta:
        label = _("video")
        icon = "media"
        template = "portal_content/blocks/video.html"


class TableBlock(blocks.StructBlock):
    caption = blocks.CharBlock(label=_("caption"), max_length=200)
    table = TypedTableBlock([("text", blocks.CharBlock(label=_("text"), required=False))], label=_("table"))

    class Meta:
        label = _("table")
        icon = "table"
        template = "portal_content/blocks/table.html"


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("text"))
    attribution = blocks.CharBlock(label=_("attribution"), required=False, max_length=100)

    class Meta:
        label = _("quote")
        icon = "openquote"
        template = "portal_content/blocks/quote.html"


class AttachmentBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label=_("file"))
    title = blocks.CharBlock(label=_("title"), required=False, max_length=200)

    class Meta:
        label = _("attachment")
        icon = "doc-full"
        template = "portal_content/blocks/attachment.html"


class BodyBlock(blocks.StreamBlock):
    heading = HeadingBlock()
    paragraph = blocks.RichTextBlock(
        label=_("text"),
        icon="pilcrow",
        features=RICH_TEXT_FEATURES,
        template="portal_content/blocks/paragraph.html",
    )
    image = ImageBlock()
    gallery = GalleryBlock()
    video = VideoBlock()
    table = TableBlock()
    quote = QuoteBlock()
    attachment = AttachmentBlock()

    def clean(self, value):
        """Give each heading without an anchor one that stays when its text changes."""
        cleaned = super().clean(value)
        for child in cleaned:
            if child.block_type == "heading" and not child.value["anchor"] and child.id:
                child.value["anchor"] = f"h-{child.id[:8]}"
        return cleaned


class AttachmentsBlock(blocks.StreamBlock):
    attachment = AttachmentBlock()


class PlainMigrationStreamField(StreamField):
    """A StreamField that keeps its blocks out of migrations.

    Blocks are not stored in the database schema; a migration for each new label would only bury the real
    ones. Data migrations see the raw JSON.
    """

    def deconstruct(self):
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs
