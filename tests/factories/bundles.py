"""Pages put together, and the road of each to its signature."""

from __future__ import annotations

from sites.editorial import bundles, operations
from sites.editorial.models import Bundle


def make_bundle(
    pages, by, name: str = "办法、解读和新闻", *, complete: bool = True, release_at=None
) -> Bundle:
    """A bundle of `pages`, complete unless told otherwise."""
    made = bundles.make_of(pages[0], by, name)
    bundles.add_all(made, pages[1:], by)
    if complete:
        bundles.complete(made, by, release_at)
    made.refresh_from_db()
    return made


def sign(page, author, *approvers) -> None:
    """Hand in the latest version of `page` and have it approved by each of `approvers`."""
    operations.submit(type(page).objects.get(pk=page.pk), author)
    for approver in approvers:
        operations.approve(type(page).objects.get(pk=page.pk), approver)
