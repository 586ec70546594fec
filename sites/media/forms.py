"""Wagtail's upload and edit forms, with our file fields and the rule for alternative text.

Wagtail builds the forms of all its doors (single, multiple, chooser, edit) on these two classes
(`WAGTAILIMAGES_IMAGE_FORM_BASE`, `WAGTAILDOCS_DOCUMENT_FORM_BASE`).
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from . import visibility
from .fields import DocumentField, PictureField

MISSING_ALTERNATIVE_TEXT = _(
    "Say in a few words what the picture shows, or mark it as decorative. Blind readers depend on it."
)

IN_USE = _(
    "A published page uses this file. Upload the new one separately and put it into the page; it appears"
    " when that has been reviewed."
)


class SiteImageForm(BaseImageForm):
    """A picture needs alternative text unless it is declared decorative (WCAG 1.1.1)."""

    class Meta(BaseImageForm.Meta):
        pass

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _replace_file_field(self, PictureField)
        if "description" in self.fields:
            self.fields["description"].label = _("Alternative text")
            self.fields["description"].help_text = _(
                "What the picture shows, for readers who cannot see it. Not needed if decorative."
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        _refuse_unreviewed_change(self, {"file", "description", "is_decorative"})
        if not cleaned.get("description", "").strip() and not cleaned.get("is_decorative"):
            self.add_error("description", MISSING_ALTERNATIVE_TEXT)
        return cleaned


class SiteDocumentForm(BaseDocumentForm):
    """A document whose content is checked."""

    class Meta(BaseDocumentForm.Meta):
        pass

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _replace_file_field(self, DocumentField)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        _refuse_unreviewed_change(self, {"file", "title"})
        return cleaned


def _refuse_unreviewed_change(form: forms.ModelForm, shown: set[str]) -> None:
    """What a published page shows was reviewed as it is; something else has to be reviewed first."""
    changed = sorted(shown & set(form.changed_data))
    if form.instance.pk and changed and visibility.is_on_a_public_page(form.instance):
        for name in changed:
            form.add_error(name, IN_USE)


def _replace_file_field(form: forms.ModelForm, field_class: type[forms.FileField]) -> None:
    """Put our field in the place of Wagtail's, which is fixed in Wagtail's form factories."""
    old = form.fields.get("file")
    if old is None:
        return
    form.fields["file"] = field_class(label=old.label, required=old.required, widget=old.widget)
