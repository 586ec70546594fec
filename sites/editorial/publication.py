"""The one place that makes a version public; `operations.publish` and `emergency.release` alone call it."""

from __future__ import annotations

from wagtail.models import ReferenceIndex, Revision

from sites.pages import gate, seen
from sites.pages.models import GovPage

from . import after_publication


def make_public(revision: Revision, by) -> tuple[GovPage, str]:
    """Open the gate for `revision`; to be called in a transaction, after whatever allows it.

    Returns:
        The page as it is public now, and the digest of what the public sees.
    """
    with gate.opened():
        revision.publish(user=by, skip_permission_checks=True)
    page = revision.content_object
    live = page.specific_class.objects.get(pk=page.pk)
    # In this transaction, not in the background: a file is public from the moment its page is.
    ReferenceIndex.create_or_update_for_object(live)
    after_publication.enqueue(live, revision)
    return live, seen.digest(live)
