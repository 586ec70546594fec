"""What of the installation a member of staff may see in the office: the sites in which he holds a role."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property, reduce
from operator import or_
from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, Page, Revision, Site, Task, TaskState, UploadedFile, WorkflowState

from .models import SiteRecord
from .posts import Post, post_of

if TYPE_CHECKING:
    from sites.accounts.models import User

NOTHING = Q(pk__in=[])
# Checked by the view itself, naming no content, belonging to no site.
UNBOUND = {"own", "name", "installation"}
# What stands for a version in the address of a comparison, besides its number.
_VERSION_WORDS = {"live", "earliest", "latest"}


def below(field: str, paths: Iterable[str]) -> Q:
    """Return the condition that the tree path in `field` lies at or below one of `paths`."""
    return reduce(or_, (Q(**{f"{field}__startswith": path}) for path in paths), NOTHING)


class AdminScope:
    """The sites of one user. A superuser has no limits (`unlimited`); one of the three administrators
    (`post`) has no site."""

    def __init__(self, user: User) -> None:
        self.user = user
        self.unlimited = user.is_active and user.is_superuser

    @cached_property
    def records(self) -> list[SiteRecord]:
        """The user's sites, with no more of them than the places of their pages and media."""
        found = SiteRecord.objects.of_user(self.user).select_related("site__root_page", "collection")
        return list(found.only("site__root_page__path", "collection__path"))

    @cached_property
    def post(self) -> Post | None:
        return post_of(self.user)

    @cached_property
    def page_paths(self) -> list[str]:
        return [record.site.root_page.path for record in self.records]

    @cached_property
    def collection_paths(self) -> list[str]:
        return [record.collection.path for record in self.records]

    # Lists ------------------------------------------------------------------------------------

    def pages(self, queryset: QuerySet | None = None) -> QuerySet:
        """Narrow a queryset of pages of any type."""
        queryset = Page.objects.all() if queryset is None else queryset
        return queryset if self.unlimited else queryset.filter(below("path", self.page_paths))

    def media(self, queryset: QuerySet) -> QuerySet:
        """Narrow a queryset of images or documents."""
        if self.unlimited:
            return queryset
        # By key, not by path: search backends filter by indexed fields of the thing itself only.
        return queryset.filter(collection__in=list(self.collections()))

    def collections(self) -> QuerySet:
        if self.unlimited:
            return Collection.objects.all()
        return Collection.objects.filter(below("path", self.collection_paths))

    def people(self, queryset: QuerySet) -> QuerySet:
        """Narrow a queryset of users to those who hold a role in a site of this user."""
        if self.unlimited:
            return queryset
        colleagues = Q(groups__site_group__record__in=self.records) | Q(pk=self.user.pk)
        return queryset.filter(colleagues).distinct()

    def sites(self, queryset: QuerySet | None = None) -> QuerySet:
        queryset = Site.objects.all() if queryset is None else queryset
        return queryset if self.unlimited else queryset.filter(record__in=self.records)

    # Single things ----------------------------------------------------------------------------

    def holds(self, kind: str, key: object) -> bool:
        """Whether the thing of `kind` (see `_KINDS`) with primary key `key` is within the user's sites."""
        if self.unlimited or kind in UNBOUND:
            return True
        if kind == "revision" and key in _VERSION_WORDS:
            return True
        return str(key).isdecimal() and _KINDS[kind](self, int(str(key)))


def record_at(path: str) -> SiteRecord | None:
    """The site that holds the page at tree path `path`."""
    above = [path[:end] for end in range(Page.steplen, len(path) + 1, Page.steplen)]
    return SiteRecord.objects.filter(site__root_page__path__in=above).select_related("collection").first()


def owner_of(kind: str, key: object) -> SiteRecord | None:
    """The site to which a page, image or document belongs; none for what belongs to no site."""
    if kind == "page":
        path = Page.objects.filter(pk=key).values_list("path", flat=True).first()
        return record_at(path) if path else None
    model = {"image": get_image_model, "document": get_document_model}[kind]()
    path = model._default_manager.filter(pk=key).values_list("collection__path", flat=True).first() or ""
    above = [path[:end] for end in range(Collection.steplen, len(path) + 1, Collection.steplen)]
    return SiteRecord.objects.filter(collection__path__in=above).first()


def people_of(record: SiteRecord, people: QuerySet) -> QuerySet:
    """Narrow a queryset of users to those who hold a role in one site."""
    return people.filter(groups__site_group__record=record).distinct()


def scope_of(user: User) -> AdminScope:
    """The scope of `user`, made once per request (a request has its own instance of the user)."""
    scope: AdminScope | None = getattr(user, "_admin_scope", None)
    if scope is None:
        scope = AdminScope(user)
        user._admin_scope = scope  # type: ignore[attr-defined]
    return scope


def scope_of_request(request: HttpRequest) -> AdminScope:
    """The scope of the member of staff who sends `request`.

    Raises:
        PermissionDenied: nobody is signed in; the office asks for that before it asks for a scope.
    """
    if not request.user.is_authenticated:
        raise PermissionDenied
    return scope_of(request.user)


def _page(scope: AdminScope, key: int) -> bool:
    return scope.pages().filter(pk=key).exists()


def _place(scope: AdminScope, key: int) -> bool:
    return Page.objects.filter(pk=key, depth=1).exists() or _page(scope, key)


def _in_collection(model: Callable[[], type[Model]]) -> Callable[[AdminScope, int], bool]:
    return lambda scope, key: scope.media(model()._default_manager.filter(pk=key)).exists()


def _about_page(model: type[Model], relation: str = "") -> Callable[[AdminScope, int], bool]:
    """For things that point at any object: it must be a page of the scope."""
    base_type, object_id = f"{relation}base_content_type_id", f"{relation}object_id"

    def holds(scope: AdminScope, key: int) -> bool:
        pages = {base_type: ContentType.objects.get_for_model(Page).pk}
        page = model._default_manager.filter(pk=key, **pages).values_list(object_id, flat=True).first()
        return page is not None and _page(scope, int(page))

    return holds


def _task(scope: AdminScope, key: int) -> bool:
    pages = scope.pages().values("pk")
    return Task.objects.filter(pk=key, workflow_tasks__workflow__workflow_pages__page__in=pages).exists()


_KINDS: dict[str, Callable[[AdminScope, int], bool]] = {
    "page": _page,
    "place": _place,
    "image": _in_collection(get_image_model),
    "document": _in_collection(get_document_model),
    "collection": lambda scope, key: scope.collections().filter(pk=key).exists(),
    "revision": _about_page(Revision),
    "workflow_state": _about_page(WorkflowState),
    "task_state": _about_page(TaskState, "workflow_state__"),
    "task": _task,
    "upload": lambda scope, key: UploadedFile.objects.filter(pk=key, uploaded_by_user=scope.user).exists(),
}
