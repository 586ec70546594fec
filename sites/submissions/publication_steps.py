"""What this room does after each publication: ask about changed sources, see what became of copies."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sites.editorial.after_publication import after_publication
from sites.editorial.recording import record
from sites.pages.models import GovPage
from sites.pages.texts import places

from . import acts, scores, sources, terms
from .models import Copy


@after_publication("sources", _("Ask about copies of a published page on other sites"))
def notice_change(page: GovPage) -> None:
    sources.notice_change(page)


@after_publication("copies", _("Enter a published copy: its way, its points"))
@transaction.atomic
def enter_copy(page: GovPage) -> None:
    copy = Copy.objects.filter(page_id=page.pk).select_related("submission", "revision").first()
    if copy is None:
        return
    if copy.way == terms.MIRROR and _texts(page) != _texts(copy.revision.as_object()):
        # Somebody of its site wrote in it: what it is called follows what it is.
        copy.way = terms.ADAPTATION
        copy.save(update_fields=["way"])
        record(acts.BECAME_ADAPTATION, page, None, source=copy.submission.source_id)
    scores.enter_adoption(copy)


def _texts(page: GovPage) -> list[str]:
    """The texts readers read, without where they are said to come from."""
    said = {"source_name", "source_url"}
    return [place.text for place in places(page) if place.path not in said]
