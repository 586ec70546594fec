"""Who may have a file. Every surface that hands out documents asks here."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, CharField, Exists, ExpressionWrapper, F, OuterRef, QuerySet
from django.db.models.functions import Cast
from wagtail.documents.permissions import permission_policy
from wagtail.models import CollectionViewRestriction, Page, ReferenceIndex

from sites.accounts.models import User

from .models import SiteDocument, SiteImage

_STAFF_RIGHTS = ["add", "change", "delete", "choose"]


def is_on_a_public_page(file: SiteDocument | SiteImage) -> bool:
    """Whether a published page shows the picture or offers the document.

    Counts what stands on the published pages, as `publish()` records it with each page: a draft that
    newly uses a file does not open it, a draft that no longer does so does not close it.
    """
    page_ids = _uses(type(file)).filter(to_object_id=str(file.pk)).values("page_id")
    return Page.objects.live().filter(pk__in=page_ids).exists()


def is_public(document: SiteDocument) -> bool:
    """Whether a published page offers `document`, and its collection is open to anybody."""
    return bool(offers(documents=[document.pk]))


def offers(
    *, pages: Iterable[int] | None = None, documents: Iterable[int] | None = None
) -> set[tuple[int, int]]:
    """Which published pages offer which documents of open collections, in one query.

    Args:
        pages, documents: keys of those that are asked about; None asks about all.

    Returns:
        A pair for each: the key of the page, the key of the document.
    """
    uses = _uses(SiteDocument).annotate(document_id=Cast("to_object_id", BigIntegerField()))
    if pages is not None:
        uses = uses.filter(object_id__in=[str(key) for key in pages])
    if documents is not None:
        uses = uses.filter(to_object_id__in=[str(key) for key in documents])
    # A restriction holds for all collections below as well.
    own = ExpressionWrapper(OuterRef("collection__path"), output_field=CharField())
    closed = CollectionViewRestriction.objects.annotate(own=own).filter(own__startswith=F("collection__path"))
    found = uses.filter(
        Exists(Page.objects.live().filter(pk=OuterRef("page_id"))),
        Exists(SiteDocument.objects.filter(~Exists(closed), pk=OuterRef("document_id"))),
    )
    return set(found.values_list("page_id", "document_id"))


def pages_with(document: SiteDocument) -> set[int]:
    """Keys of the pages on which a document stands, published or not."""
    return set(_uses(SiteDocument).filter(to_object_id=str(document.pk)).values_list("page_id", flat=True))


def _uses(model: type[SiteDocument | SiteImage]) -> QuerySet[ReferenceIndex]:
    return ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        to_content_type=ContentType.objects.get_for_model(model),
    ).annotate(page_id=Cast("object_id", BigIntegerField()))


def may_open(user: User | AnonymousUser, document: SiteDocument) -> bool:
    """Whether `user` gets `document`: everybody what is public, staff what their collections hold."""
    if user.is_authenticated and permission_policy.user_has_any_permission_for_instance(
        user, _STAFF_RIGHTS, document
    ):
        return True
    return is_public(document)
