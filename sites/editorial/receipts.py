"""The receipt of a withdrawal: every public address is fetched until it answers as it should."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from django.contrib.auth import get_user_model
from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_admin_base_url
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.models import AbstractRendition

from sites.ledger.operations import append
from sites.media.visibility import is_on_a_public_page
from sites.pages import references
from sites.pages.models import GovPage
from sites.registry.models import SiteRecord

from . import acts, public_places
from .models.withdrawal import ReceiptLine, Withdrawal
from .visits import visit

GONE = {404, 410}
FOUND = 200


class StillPublicError(Exception):
    """Something of a withdrawn page can still be reached; the background work tries again."""


def begin(withdrawal: Withdrawal, page: GovPage, address: str, copies: list[str]) -> None:
    """Write down every address that must be looked at.

    Args:
        page: taken down already.
        address: what was its own.
        copies: addresses of its copies on other sites; whoever answers for one may justify it (`excuse`).
    """
    lines = {address: ReceiptLine.Wanted.GONE}
    lines |= {urljoin(address, path): ReceiptLine.Wanted.GONE for path in close_files(page)}
    lines |= dict.fromkeys(public_places.naming(page), ReceiptLine.Wanted.ABSENT)
    lines |= dict.fromkeys(copies, ReceiptLine.Wanted.COPY)
    path = urlsplit(address).path
    ReceiptLine.objects.bulk_create(
        ReceiptLine(withdrawal=withdrawal, address=each, wanted=wanted, mention=path)
        for each, wanted in lines.items()
    )


def excuse(page_id: int, address: str, reason: str) -> None:
    """Let a copy of a withdrawn page stay, and say so in the receipt."""
    lines = ReceiptLine.objects.filter(
        withdrawal__page_id=page_id, wanted=ReceiptLine.Wanted.COPY, address=address, is_satisfied=False
    )
    lines.update(is_satisfied=True, excuse=reason)
    look_again(page_id)


def look_again(page_id: int) -> None:
    """Look at what is left of a withdrawn page now, not when the background would try next."""
    from . import jobs

    for key in Withdrawal.objects.filter(page_id=page_id, state=Withdrawal.State.SIGNED).values_list(
        "pk", flat=True
    ):
        jobs.look_at_withdrawal.enqueue(key)


def close_files(page: GovPage) -> list[str]:
    """Close the files of a page that came down and no other public page shows; their paths.

    A document closes by itself (sites/media/visibility.py). A rendition answers whoever knows its address, so
    it is deleted; the office makes another under another address when it needs one.
    """
    closed = []
    for kind, key in sorted(references.stored(page)):
        model = {"document": get_document_model, "image": get_image_model}.get(kind)
        file = model().objects.filter(pk=key).first() if model else None
        if file is None or is_on_a_public_page(file):
            continue
        if kind == "document":
            closed.append(file.url)
        else:
            closed += [_close_rendition(rendition) for rendition in file.renditions.all()]
    return closed


def _close_rendition(rendition: AbstractRendition) -> str:
    url, storage, name = rendition.url, rendition.file.storage, rendition.file.name
    rendition.delete()
    # Wagtail deletes the file too, in the background; nobody waits for that.
    transaction.on_commit(lambda: storage.delete(name))
    return url


def look(withdrawal: Withdrawal, escalate_after: int) -> None:
    """Fetch every address that is not yet as wanted, note the answer, and close the receipt when all are.

    Raises:
        StillPublicError: something is left; whoever must know is told after `escalate_after` looks.
    """
    for line in withdrawal.lines.filter(is_satisfied=False):
        _look_at(line)
    left = withdrawal.lines.filter(is_satisfied=False)
    if not left.exists():
        _confirm(withdrawal)
        return
    if left.filter(looks__gte=escalate_after).exists():
        _escalate(withdrawal)
    raise StillPublicError(
        _("%(number)s addresses of a withdrawn page still answer.") % {"number": left.count()}
    )


def _look_at(line: ReceiptLine) -> None:
    found = visit(line.address)
    if line.wanted != ReceiptLine.Wanted.ABSENT:
        line.is_satisfied = found.status in GONE
    else:
        line.is_satisfied = found.status in GONE or (found.status == FOUND and line.mention not in found.text)
    line.status, line.looks, line.looked_at = found.status, line.looks + 1, timezone.now()
    line.save(update_fields=["is_satisfied", "status", "looks", "looked_at"])


@transaction.atomic
def _confirm(withdrawal: Withdrawal) -> None:
    confirmed = Withdrawal.objects.filter(pk=withdrawal.pk, confirmed_at=None).update(
        confirmed_at=timezone.now(), state=Withdrawal.State.CONFIRMED
    )
    if confirmed:
        append(
            acts.WITHDRAWAL_CONFIRMED,
            by=None,
            subject=withdrawal.page,
            site=withdrawal.site_code,
            detail={"addresses": withdrawal.lines.count()},
        )


def _escalate(withdrawal: Withdrawal) -> None:
    """Tell the signer and the site's administrators, once."""
    if withdrawal.escalated_at:
        return
    site = SiteRecord.objects.get(code=withdrawal.site_code)
    people = get_user_model().objects.filter(is_active=True)
    told = people.filter(groups__site_group__record=site, groups__site_group__role="site_admin")
    addresses = {
        person.email for person in [*told.distinct(), withdrawal.decided_by] if person and person.email
    }
    with translation.override("zh-hans"):
        subject = _("Withdrawn, but still public: receipt %(number)s") % {"number": withdrawal.pk}
        link = f"{get_admin_base_url() or ''}{reverse('sites_editorial:receipt', args=[withdrawal.pk])}"
        text = _("Some addresses of a withdrawn page still answer. See which:\n\n%(address)s") % {
            "address": link
        }
        for address in sorted(addresses):
            send_mail(subject, text, None, [address])
    Withdrawal.objects.filter(pk=withdrawal.pk).update(escalated_at=timezone.now())
