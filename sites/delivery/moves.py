"""Which addresses changed, and where what stood at an old one is today.

A renamed or moved page leaves one `Move`, written in the same transaction. Whatever stood below it is found
by following the moves since, one after the other, as the pages went. So an address leads to the page that
was there last and is public, wherever that is by now; it never leads to a page that only came to stand where
another one went.
"""

from __future__ import annotations

from django.db.models import Q, Value
from django.db.models.functions import Concat, Substr
from django.db.models.signals import pre_save
from wagtail.models import Page

from sites.pages.permissions import HOME_DEPTH
from sites.pages.routing import page_at, prefixes

from .models import Move

# Nobody renames the same place so often; it only bounds what one request can cost.
MOST_STEPS = 100


def watch() -> None:
    """Note every change of an address from now on; called once when the process starts."""
    pre_save.connect(_note, dispatch_uid="moves")


def find(url_path: str) -> tuple[Page, list[str]] | None:
    """The public page that once was at `url_path`, and what of the path is the page's own, such as its feed.

    None when there is none, or when another page that is or was public has taken the address.
    """
    left = list(Move.objects.filter(old__in=prefixes(url_path)).order_by("-pk")[:MOST_STEPS])
    if not left or _is_taken(url_path):
        return None
    followed: set[tuple[int, str]] = set()
    for move in left:
        now = _follow(url_path, move, followed)
        found = page_at(now) if now else None
        if found and found[0].live and _was_public(found[0], move):
            return found
    return None


def _is_taken(url_path: str) -> bool:
    found = page_at(url_path)
    return found is not None and (found[0].live or found[0].first_published_at is not None)


def _was_public(page: Page, before: Move) -> bool:
    """Whether it is the page that went with this move, and not one made later where that one stood."""
    return page.first_published_at is None or page.first_published_at <= before.at


def _follow(url_path: str, move: Move | None, followed: set[tuple[int, str]]) -> str | None:
    """Where what stood at `url_path` right before `move` stands today; None when that is not known.

    Args:
        followed: steps taken before, which led nowhere; those taken now are added.
    """
    while move is not None:
        step = move.pk, url_path
        if step in followed or len(followed) == MOST_STEPS:
            return None
        followed.add(step)
        if not url_path.startswith(move.old):
            # Something else came to this place, so what stood here is gone.
            return None
        url_path = move.new + url_path[len(move.old) :]
        touching = Q(old__in=prefixes(url_path)) | Q(new__in=prefixes(url_path))
        move = Move.objects.filter(touching, pk__gt=move.pk).order_by("pk").first()
    return url_path


def _note(
    instance: object, raw: bool = False, update_fields: frozenset[str] | None = None, **_kwargs: object
) -> None:
    if not isinstance(instance, Page) or raw or instance.pk is None:
        return
    if update_fields is not None and "url_path" not in update_fields:
        return
    known = Page.objects.only("url_path", "live", "first_published_at", "numchild")
    before = known.filter(pk=instance.pk).first()
    if before is None or before.url_path == instance.url_path:
        return
    if instance.depth == HOME_DEPTH:
        _follow_home(before.url_path, instance.url_path)
    elif before.live or before.first_published_at or before.numchild:
        Move.objects.create(old=before.url_path, new=instance.url_path)


def _follow_home(old: str, new: str) -> None:
    """The name of a home page stands in no address that readers know: rows change, addresses do not."""
    for field in ("old", "new"):
        inside = Move.objects.filter(**{f"{field}__startswith": old})
        inside.update(**{field: Concat(Value(new), Substr(field, len(old) + 1))})
