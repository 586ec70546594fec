"""Warns of what undoes the separation of the three administrators (`manage.py check --deploy`)."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import DatabaseError


@register(Tags.security, deploy=True)
def nobody_may_do_everything(app_configs: object, **_kwargs: object) -> list[CheckMessage]:
    """One warning with the names of all superusers who can sign in."""
    people = get_user_model().objects.filter(is_superuser=True, is_active=True).order_by("username")
    try:
        names = list(people.values_list("username", flat=True))
    except DatabaseError:
        # An image is checked where its database does not exist yet.
        return []
    if not names:
        return []
    return [
        Warning(
            f"A superuser has the rights of all three administrators: {', '.join(names)}.",
            hint="Appoint the three (manage.py appoint_administrators), then deactivate these accounts.",
            id="sites_registry.W001",
        )
    ]
