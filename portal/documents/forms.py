"""The form with which an editor brings several documents in at once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from .reading.read import KINDS

# One request reads them all while the editor waits; for more there is the command.
MOST_FILES = 20


class _ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class _ManyFilesField(forms.FileField):
    """A file field that gives a list."""

    widget = _ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        # An empty file is reported with the others' results, by its name.
        return [super(_ManyFilesField, self).clean(file, initial) for file in data or [None]]


class UploadForm(forms.Form):
    documents = _ManyFilesField(
        label=_("Documents"),
        allow_empty_file=True,
        widget=_ManyFilesInput(attrs={"accept": ",".join(KINDS)}),
        help_text=_(
            ".txt, .html and .docx files; up to 20 at a time. A text that the site has is passed over."
        ),
    )

    def clean_documents(self) -> list[UploadedFile]:
        files = self.cleaned_data["documents"]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(
                _("Choose at most %(most)s files at a time."), params={"most": MOST_FILES}
            )
        return files
