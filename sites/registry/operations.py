"""The verbs of the registry: make a site, change its state, give and take roles and posts, lock accounts."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.log_actions import LogContext, get_active_log_context, log
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Site

from sites.accounts.models import User
from sites.ledger.operations import append
from sites.protection import lockout

from . import acts, provisioning
from .exclusion import reason_against_post
from .models import Administrator, Department, SiteGroup, SiteKind, SiteLanguage, SiteRecord, SiteState
from .posts import posts
from .roles import Role, roles

APPOINT = "sites_registry.add_administrator"
DISMISS = "sites_registry.delete_administrator"
LOCK = "sites_registry.lock_account"

# A site moves only along these edges (Xinyu 2011, art. 8; closing notice before closing).
STATE_CHANGES = {
    SiteState.APPLIED: {SiteState.FILED, SiteState.CLOSED},
    SiteState.FILED: {SiteState.LIVE, SiteState.CLOSED},
    SiteState.LIVE: {SiteState.CLOSING},
    SiteState.CLOSING: {SiteState.CLOSED, SiteState.LIVE},
    SiteState.CLOSED: set(),
}


@dataclass(frozen=True)
class SiteSpec:
    """What must be known to make a site. `filing` holds further fields of `SiteRecord` by name."""

    code: str
    name: str
    hostname: str
    kind: SiteKind
    sponsor: Department
    language: str = SiteLanguage.CHINESE
    filing: dict = field(default_factory=dict)


@transaction.atomic
def provision_site(spec: SiteSpec) -> SiteRecord:
    """Make a working site: home page, columns, media collection, groups with rights, workflow.

    A second call with the same code changes nothing and returns the record that exists.

    Raises:
        ValidationError: another site already has this host name or this name, or `filing` is wrong.
    """
    existing = SiteRecord.objects.filter(code=spec.code).select_related("site").first()
    if existing:
        return existing
    # Browsers ask in lower case, whatever was typed.
    hostname = spec.hostname.lower()
    if Site.objects.filter(hostname=hostname).exists():
        raise ValidationError({"hostname": _("Another site already answers to this host name.")})
    if Site.objects.filter(site_name=spec.name).exists():
        raise ValidationError({"name": _("Another site already has this name.")})
    home = provisioning.build_home(spec)
    site = Site.objects.create(
        hostname=hostname, port=80, site_name=spec.name, root_page=home, is_default_site=False
    )
    record = SiteRecord(
        site=site,
        code=spec.code,
        kind=spec.kind,
        language=spec.language,
        sponsor=spec.sponsor,
        theme=spec.filing.get("theme", spec.kind),
        collection=Collection.get_first_root_node().add_child(name=spec.name),
        **{key: value for key, value in spec.filing.items() if key != "theme"},
    )
    record.full_clean()
    record.save()
    for role in roles().values():
        _make_group(record, role)
    provisioning.run_steps(record)
    return record


def _make_group(record: SiteRecord, role: Role) -> None:
    group = Group.objects.create(name=f"{record.name} · {role.name}")
    SiteGroup.objects.create(record=record, role=role.code, group=group)
    group.permissions.add(_permission("wagtailadmin", "access_admin"))
    for codename in role.pages:
        GroupPagePermission.objects.create(
            group=group, page=record.site.root_page, permission=_permission("wagtailcore", f"{codename}_page")
        )
    # Wagtail asks for the rights of its own models, whatever models take their place.
    for model in (Image, Document):
        for action in role.media:
            GroupCollectionPermission.objects.create(
                group=group,
                collection=record.collection,
                permission=_permission(model._meta.app_label, f"{action}_{model._meta.model_name}"),
            )


def _permission(app_label: str, codename: str) -> Permission:
    return Permission.objects.get(content_type__app_label=app_label, codename=codename)


@transaction.atomic
def change_state(record: SiteRecord, state: SiteState, by) -> None:
    """Move a site along its life and log it.

    Raises:
        ValidationError: the life of a site has no such step.
    """
    if state not in STATE_CHANGES[SiteState(record.state)]:
        raise ValidationError(
            _("A site that is %(now)s cannot become %(next)s.")
            % {"now": SiteState(record.state).label, "next": SiteState(state).label}
        )
    before, record.state = record.state, state
    record.save(update_fields=["state"])
    log(record, "sites_registry.state", user=by, data={"from": before, "to": state})
    append(acts.STATE_CHANGED, by=by, subject=record, site=record.code, detail={"from": before, "to": state})


@transaction.atomic
def grant(user, record: SiteRecord, role: str, by=None) -> None:
    """Give `user` a role in one site; giving it again changes nothing.

    Raises:
        ValidationError: `user` is one of the three administrators.
    """
    group = record.groups.get(role=role).group
    if not user.groups.filter(pk=group.pk).exists():
        with _acting(by):
            user.groups.add(group)
        log(record, "sites_registry.grant", user=by, data={"user": user.username, "role": role})


@transaction.atomic
def revoke(user, record: SiteRecord, role: str, by=None) -> None:
    """Take a role in one site from `user`."""
    group = record.groups.get(role=role).group
    if user.groups.filter(pk=group.pk).exists():
        with _acting(by):
            user.groups.remove(group)
        log(record, "sites_registry.revoke", user=by, data={"user": user.username, "role": role})


def _acting(by) -> LogContext:
    """Who is recorded as the one who does what follows (`recording.py`)."""
    return LogContext(user=by or get_active_log_context().user)


@transaction.atomic
def appoint(user: User, post: str, by: User | None = None) -> Administrator:
    """Make `user` one of the three administrators.

    Args:
        post: a code of `posts()`.
        by: the security administrator; nobody when the installation is set up.

    Raises:
        PermissionDenied: `by` may not appoint.
        ValidationError: nobody appoints himself; or `user` holds another post or a role, or cannot sign in.
    """
    if by is not None:
        _require(by, APPOINT)
        if by.pk == user.pk:
            raise ValidationError(_("Nobody appoints himself."))
    if post not in posts():
        raise ValidationError(_("Choose one of the three posts."))
    person = User.objects.select_for_update().get(pk=user.pk)
    if reason := reason_against_post(person):
        raise ValidationError(reason)
    with _acting(by):
        return Administrator.objects.create(user=person, post=post)


@transaction.atomic
def dismiss(user: User, by: User) -> None:
    """End the post of an administrator; his account stays.

    Raises:
        PermissionDenied: `by` may not dismiss.
        ValidationError: it is his own post, or nobody else holds it.
    """
    _require(by, DISMISS)
    if by.pk == user.pk:
        raise ValidationError(_("Nobody ends his own appointment; your successor does."))
    held = _post_that_another_holds_too(user)
    if held is not None:
        with _acting(by):
            held.delete()


@transaction.atomic
def lock_account(user: User, by: User) -> None:
    """Let `user` sign in no more, from his next click on; what he holds he keeps.

    Raises:
        PermissionDenied: `by` may not lock accounts.
        ValidationError: it is his own account, or that of the last who holds a post.
    """
    _require(by, LOCK)
    if by.pk == user.pk:
        raise ValidationError(_("Nobody locks his own account."))
    _post_that_another_holds_too(user)
    _set_active(user, False, by)


@transaction.atomic
def unlock_account(user: User, by: User) -> None:
    """Let `user` sign in again.

    Raises:
        PermissionDenied: `by` may not unlock accounts.
        ValidationError: it is a superuser's, who would have the rights of all three administrators.
    """
    _require(by, LOCK)
    if user.is_superuser and not by.is_superuser:
        raise ValidationError(_("The account of a superuser is unlocked on the server only."))
    _set_active(user, True, by)


@transaction.atomic
def release_sign_in(user: User, by: User) -> None:
    """Forget the failed sign-ins of `user`, so that he need not wait.

    Raises:
        PermissionDenied: `by` may not unlock accounts.
    """
    _require(by, LOCK)
    lockout.release(user.get_username())
    append(acts.SIGN_IN_RELEASED, by=by, subject=user)


def _require(by: User, permission: str) -> None:
    if not by.has_perm(permission):
        raise PermissionDenied(_("This is for the security administrator."))


def _post_that_another_holds_too(user: User) -> Administrator | None:
    """The post of `user`, if he holds one.

    Raises:
        ValidationError: without him nobody who can sign in would hold it.
    """
    held = Administrator.objects.filter(user=user).first()
    if held is None:
        return None
    # Locked, so that two do not leave at the same time.
    holders = Administrator.objects.select_for_update().filter(post=held.post).order_by("pk")
    others = [row.pk for row in holders if row.pk != held.pk]
    if not User.objects.filter(pk__in=others, is_active=True).exists():
        raise ValidationError(
            _("%(person)s is the only %(post)s; appoint a successor first.")
            % {"person": user, "post": held.post_name}
        )
    return held


def _set_active(user: User, is_active: bool, by: User) -> None:
    with _acting(by):
        user.is_active = is_active
        user.save(update_fields=["is_active"])
