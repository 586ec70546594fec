"""What expires which copies, and how it is made sure: by a row of work in the same transaction.

The copies go when the transaction is committed, before whoever changed something is answered. Should the
process die just then, a worker does the same from the row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import uuid4

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model, Q
from django.db.models.signals import post_delete, post_init, post_save, pre_delete
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex, Site, get_page_models
from wagtail.signals import page_published, page_unpublished, post_page_move

from sites.editorial.models import ReviewedHost
from sites.editorial.visits import visit
from sites.jobs.background import background_task
from sites.pages.models import GovPage
from sites.registry.models import Department, SiteLanguage, SiteRecord

from ..models import GreyPeriod
from . import machines, tags
from .address import address_of_file, is_first_page
from .store import EVERYTHING, store

# Of what an expiry took, the pages nearest to a home page: those are read most.
MOST_MADE_AGAIN = 20


_held: ContextVar[bool] = ContextVar("nothing expires until the end", default=False)


@contextmanager
def all_at_once() -> Iterator[None]:
    """Let nothing expire within and everything after. For work that makes hundreds of pages in a row."""
    held = _held.set(True)
    try:
        yield
    finally:
        _held.reset(held)
        expire([EVERYTHING])


def expire(names: Iterable[str]) -> None:
    """Have every copy with one of these tags go when the present transaction is committed."""
    if store() is None or _held.get():
        return
    wanted = sorted(set(names))
    if not wanted:
        return
    token = uuid4().hex
    expire_copies.enqueue(wanted, token)
    transaction.on_commit(lambda: _expire_now(wanted, token), robust=True)


@background_task(title=_("Remove outdated copies of pages"), max_attempts=20)
def expire_copies(names: list[str], token: str) -> None:
    """Done already, unless the process that changed something died; the files are deleted only here."""
    _expire_now(names, token)
    place = store()
    if place is not None:
        place.sweep()


@background_task(title=_("Show a page as it is from now on"), max_attempts=20)
def turn(page_id: int) -> None:
    """A moment has come at which a page is shown differently."""
    page = Page.objects.live().filter(pk=page_id).first()
    if page is not None:
        expire(tags_of(page))


def _expire_now(names: list[str], token: str) -> None:
    place = store()
    gone = place.expire(names, token) if place is not None else []
    machines.tell(names, token)
    again = sorted(filter(is_first_page, gone), key=lambda file: (file.count("/"), file))[:MOST_MADE_AGAIN]
    if again:
        make_again.enqueue(again)


@background_task(title=_("Make new copies of pages that many read"), max_attempts=1)
def make_again(files: list[str]) -> None:
    """So that no reader waits for the home page: who came first would have to."""
    for file in files:
        visit(f"{settings.PUBLIC_SCHEME}://{address_of_file(file)}")


@background_task(title=_("Show pages in grey, or no longer"), max_attempts=20)
def turn_grey() -> None:
    """A day of mourning has begun or is over."""
    expire([tags.GREY])


def tags_of(page: Page) -> Iterator[str]:
    """Every tag of what shows `page`, or would show it if it were public."""
    specific = page.specific
    yield f"page:{page.pk}"
    yield from _tags_of_place(page.path[: -Page.steplen], specific)
    yield tags.inside(page.path)
    yield tags.below(page.path)
    if isinstance(specific, GovPage):
        yield from (f"page:{key}" for key in specific.neighbours())
    yield from (f"page:{key}" for key in _naming(page))


def _tags_of_place(parent_path: str, page: Page) -> Iterator[str]:
    """Every tag of what changes when `page` comes to stand below a page, or goes from there."""
    steplen = Page.steplen
    yield tags.inside(parent_path)
    yield from (tags.below(parent_path[:end]) for end in range(2 * steplen, len(parent_path) + 1, steplen))
    shown_in = getattr(page, "in_frame_of", "")
    if shown_in == "site":
        yield tags.frame(parent_path[: 2 * steplen])
    if shown_in == "all":
        yield tags.FRAME_OF_ALL


def _naming(page: Page) -> Iterable[str]:
    """Keys of the pages that name `page` in their text: its address, or that it has none, stands in them."""
    of_pages = ContentType.objects.get_for_model(Page)
    references = ReferenceIndex.get_references_to(page).filter(base_content_type=of_pages)
    return references.values_list("object_id", flat=True).distinct()


def _page_changed(sender: type, instance: Page, **_kwargs: object) -> None:
    expire(tags_of(instance))


def _page_moved(sender: type, instance: Page, parent_page_before: Page, **_kwargs: object) -> None:
    expire([*_tags_of_place(parent_page_before.path, instance.specific), *tags_of(instance)])


def _page_deleted(sender: type, instance: Page, **_kwargs: object) -> None:
    if issubclass(sender, Page) and instance.live:
        expire(tags_of(instance))


def _site_changed(sender: type, instance: Site, **_kwargs: object) -> None:
    if instance.root_page_id:
        record = getattr(instance, "record", None)
        linked = _frames_of_other_language(record) if record else []
        expire([tags.frame(instance.root_page.path), tags.HOSTS, *linked])


def _host_changed(sender: type, instance: ReviewedHost, **_kwargs: object) -> None:
    if instance.is_government:
        expire([tags.HOSTS])


def _record_changed(sender: type, instance: SiteRecord, **_kwargs: object) -> None:
    expire([tags.frame(instance.site.root_page.path), *_frames_of_other_language(instance)])


def _frames_of_other_language(record: SiteRecord) -> Iterable[str]:
    """Tags of the sites that may link to this one as the one in the other language."""
    if record.language != SiteLanguage.CHINESE:
        return [tags.FRAME_OF_ALL]
    others = SiteRecord.objects.exclude(language=SiteLanguage.CHINESE)
    return map(tags.frame, others.values_list("site__root_page__path", flat=True))


def _department_changed(sender: type, instance: Department, **_kwargs: object) -> None:
    # A footer names who sponsors a site and who supervises it.
    named = SiteRecord.objects.filter(Q(sponsor=instance) | Q(supervising_body=instance))
    roots = named.values_list("site__root_page__path", flat=True)
    expire([f"department:{instance.pk}", *map(tags.frame, roots)])


def _grey_changed(sender: type, instance: GreyPeriod, **_kwargs: object) -> None:
    expire([tags.GREY])
    for moment in instance.turns():
        if moment > timezone.now():
            turn_grey.enqueue_at(moment)


# The name in the tag of a row, by its model.
_NAMES: dict[type[Model], str] = {}


def _row_loaded(sender: type[Model], instance: Model, **_kwargs: object) -> None:
    if tags.is_collecting() and instance.pk is not None:
        tags.collect(f"{_NAMES[sender]}:{instance.pk}")


def _row_changed(sender: type[Model], instance: Model, **_kwargs: object) -> None:
    expire([f"{_NAMES[sender]}:{instance.pk}"])


def connect() -> None:
    """Listen to every model that pages show; called once when the process starts."""
    pages = [model for model in get_page_models() if issubclass(model, GovPage)]
    image, document = get_image_model(), get_document_model()
    _NAMES.update(
        dict.fromkeys(pages, "page") | {image: "image", document: "document", Department: "department"}
    )
    for model in _NAMES:
        post_init.connect(_row_loaded, sender=model)
    for model in (image, document):
        post_save.connect(_row_changed, sender=model)
    page_published.connect(_page_changed)
    page_unpublished.connect(_page_changed)
    post_page_move.connect(_page_moved)
    for model in pages:
        pre_delete.connect(_page_deleted, sender=model)
    for signal in (post_save, post_delete):
        signal.connect(_site_changed, sender=Site)
        signal.connect(_record_changed, sender=SiteRecord)
        signal.connect(_grey_changed, sender=GreyPeriod)
        signal.connect(_host_changed, sender=ReviewedHost)
    post_save.connect(_department_changed, sender=Department)
