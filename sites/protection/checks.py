"""Deployment checks of the promises that are settings: nothing goes out, nobody locks a whole office out."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

from .filetypes import ACCEPTED

# What makes Wagtail, or an editor's browser, ask a host outside; and the value that stops it.
SILENT: dict[str, object] = {
    "WAGTAIL_ENABLE_UPDATE_CHECK": False,
    "WAGTAIL_ENABLE_WHATS_NEW_BANNER": False,
    "WAGTAIL_GRAVATAR_PROVIDER_URL": None,
    "WAGTAILEMBEDS_FINDERS": [],
}
CLEANING_FORMS = {
    "WAGTAILIMAGES_IMAGE_FORM_BASE": "sites.media.forms.SiteImageForm",
    "WAGTAILDOCS_DOCUMENT_FORM_BASE": "sites.media.forms.SiteDocumentForm",
}
MISSING = object()


@register(Tags.security)
def nothing_leaves_the_installation(**kwargs: Any) -> list[CheckMessage]:
    return [
        Error(
            f"{name} must be {wanted!r}, or the installation calls a host outside.",
            id="sites_protection.E001",
        )
        for name, wanted in SILENT.items()
        if getattr(settings, name, MISSING) != wanted
    ]


@register(Tags.security)
def uploads_are_judged(**kwargs: Any) -> list[CheckMessage]:
    """Each door for files has our form, and each allowed extension a line in the table of contents."""
    errors: list[CheckMessage] = [
        Error(f"{name} must be {wanted!r}, or uploads are stored unchecked.", id="sites_protection.E002")
        for name, wanted in CLEANING_FORMS.items()
        if getattr(settings, name, MISSING) != wanted
    ]
    allowed = {*settings.WAGTAILDOCS_EXTENSIONS, *settings.WAGTAILIMAGES_EXTENSIONS}
    if unknown := sorted(allowed - ACCEPTED.keys()):
        errors.append(
            Error(
                f"Nothing is known about the content of {', '.join(unknown)}.",
                hint="Remove the extension from the settings, or add it to sites/protection/filetypes.py.",
                id="sites_protection.E003",
            )
        )
    return errors


@register(Tags.security)
def a_lockout_hits_one_person_at_one_address(**kwargs: Any) -> list[CheckMessage]:
    if settings.AXES_LOCKOUT_PARAMETERS == [["username", "ip_address"]]:
        return []
    return [
        Error(
            'AXES_LOCKOUT_PARAMETERS must be [["username", "ip_address"]], or a whole office is locked out.',
            id="sites_protection.E004",
        )
    ]
