"""Gives the three administrators the permissions of their post."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import BaseBackend

from .posts import post_of


class AdministratorBackend(BaseBackend):
    """Their rights are those of the data file and are stored nowhere, so that nobody can add to them."""

    def get_user_permissions(self, user_obj: Any, obj: object = None) -> set[str]:
        if obj is not None or not user_obj.is_active:
            return set()
        post = post_of(user_obj)
        return set(post.permissions) if post else set()
