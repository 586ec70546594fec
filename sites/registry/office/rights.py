"""Who may do what with the registry.

The system administrator keeps the filing records of all sites, the security administrator gives and takes
roles in all of them; a site's own administrator looks after its contact and its people.
"""

from __future__ import annotations

from django.db.models import Q, QuerySet
from wagtail.permission_policies import ModelPermissionPolicy

from sites.accounts.models import User
from sites.registry.models import SiteRecord
from sites.registry.roles import roles

# Held by those who do it for the whole installation.
FILING = "sites_registry.add_siterecord"
ROLES = "sites_registry.change_sitegroup"


def managed_sites(user) -> QuerySet[SiteRecord]:
    """The sites whose record `user` may change: all, or those he administers their contact."""
    return SiteRecord.objects.all() if user.has_perm(FILING) else _administered(user)


def peopled_sites(user) -> QuerySet[SiteRecord]:
    """The sites in which `user` may give and take roles."""
    return SiteRecord.objects.all() if user.has_perm(ROLES) else _administered(user)


def listed_sites(user) -> QuerySet[SiteRecord]:
    """The sites that `user` finds in the list of sites."""
    return managed_sites(user) if user.has_perm(FILING) else peopled_sites(user)


def _sites_for(user, action: str) -> QuerySet[SiteRecord]:
    return managed_sites(user) if action == "change" else listed_sites(user)


def _administered(user) -> QuerySet[SiteRecord]:
    if not user.is_active:
        return SiteRecord.objects.none()
    managing = [role.code for role in roles().values() if role.manages_site]
    return SiteRecord.objects.filter(groups__role__in=managing, groups__group__user=user).distinct()


def people_for(user, record: SiteRecord) -> QuerySet[User]:
    """Whom `user` may give a role in a site: all staff but the three administrators for who gives roles
    everywhere; otherwise those who are in the site already, or in no site yet."""
    staff = User.objects.filter(is_active=True, administrator=None).order_by("name", "username")
    if user.has_perm(ROLES):
        return staff
    here_or_nowhere = Q(groups__site_group__record=record) | Q(groups__site_group=None, is_superuser=False)
    return staff.filter(here_or_nowhere).distinct()


class SitePolicy(ModelPermissionPolicy):
    """Sites are changed by those who manage them, made by the system administrator, and deleted by nobody."""

    def user_has_permission(self, user, action: str) -> bool:
        if action == "delete":
            return False
        if action in {"change", "view"}:
            return _sites_for(user, action).exists()
        return super().user_has_permission(user, action)

    def user_has_any_permission(self, user, actions) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_permission_for_instance(self, user, action: str, instance: SiteRecord) -> bool:
        if action in {"change", "view"}:
            return _sites_for(user, action).filter(pk=instance.pk).exists()
        return self.user_has_permission(user, action)

    def user_has_any_permission_for_instance(self, user, actions, instance: SiteRecord) -> bool:
        return any(self.user_has_permission_for_instance(user, action, instance) for action in actions)

    def instances_user_has_any_permission_for(self, user, actions) -> QuerySet[SiteRecord]:
        return managed_sites(user)
