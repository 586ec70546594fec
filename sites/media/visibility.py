"""Who may have a file. Every surface that hands out documents asks here."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField
from django.db.models.functions import Cast
from wagtail.documents.permissions import permission_policy
from wagtail.models import Page, ReferenceIndex

from sites.accounts.models import User

from .models import SiteDocument, SiteImage

_STAFF_RIGHTS = ["add", "change", "delete", "choose"]


def is_on_a_public_page(file: SiteDocument | SiteImage) -> bool:
    """Whether a published page shows the picture or offers the document.

    Counts what stands on the published pages, as `publish()` records it with each page: a draft that
    newly uses a file does not open it, a draft that no longer does so does not close it.
    """
    users = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        to_content_type=ContentType.objects.get_for_model(type(file)),
        to_object_id=str(file.pk),
    )
    page_ids = users.annotate(page_id=Cast("object_id", BigIntegerField())).values("page_id")
    return Page.objects.live().filter(pk__in=page_ids).exists()


def is_public(document: SiteDocument) -> bool:
    """Whether a published page offers `document`, and its collection is open to anybody."""
    return is_on_a_public_page(document) and not document.collection.get_view_restrictions()


def may_open(user: User | AnonymousUser, document: SiteDocument) -> bool:
    """Whether `user` gets `document`: everybody what is public, staff what their collections hold."""
    if user.is_authenticated and permission_policy.user_has_any_permission_for_instance(
        user, _STAFF_RIGHTS, document
    ):
        return True
    return is_public(document)
