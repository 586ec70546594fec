"""Gives permissions Chinese names.

Django writes the names into the database when it migrates, in English. Wagtail shows them in its forms.
"""

from __future__ import annotations

import re

from django.contrib.auth.models import Permission
from django.utils import translation
from django.utils.translation import gettext as _

STANDARD = re.compile(r"Can (?P<verb>add|change|delete|view) (?P<what>.+)")


def name_permissions(**_signal: object) -> None:
    """Translate every name that is still in English; runs after each migration."""
    with translation.override("zh-hans"):
        renamed = []
        for permission in Permission.objects.select_related("content_type"):
            name = _chinese(permission)
            if name != permission.name:
                permission.name = name
                renamed.append(permission)
        Permission.objects.bulk_update(renamed, ["name"])


def _chinese(permission: Permission) -> str:
    standard = STANDARD.fullmatch(permission.name)
    if standard is None:
        return _(permission.name)
    verbs = {"add": _("Add"), "change": _("Change"), "delete": _("Delete"), "view": _("Can view")}
    return f"{verbs[standard['verb']]}{permission.content_type.name}"
