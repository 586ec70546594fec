"""Mails about steps of review that are overdue: to those who may take them, and to the column's two."""

from __future__ import annotations

import datetime

from django.contrib.auth import get_user_model
from django.core.mail import send_mail
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_admin_base_url

from . import separation
from .models import StepState, Substitution

AGAIN_AFTER = datetime.timedelta(days=1)


def due(now: datetime.datetime) -> list[int]:
    """Keys of the steps whose people must be reminded now: once when overdue, then daily."""
    quiet = Q(reminded_at=None) | Q(reminded_at__lte=now - AGAIN_AFTER)
    return list(StepState.objects.overdue(now).filter(quiet).values_list("pk", flat=True))


def send(step_state_id: int, now: datetime.datetime) -> int:
    """Mail everybody concerned about one overdue step; returns how many. Within a day only once."""
    state = StepState.objects.filter(pk__in=due(now), pk=step_state_id).first()
    if state is None:
        return 0
    page = state.workflow_state.content_object.specific
    addresses = sorted({person.email for person in _concerned(state, page) if person.email})
    with translation.override("zh-hans"):
        for address in addresses:
            send_mail(_subject(state, page), _text(state, page), None, [address])
    # After the mails: a mail twice is better than none.
    StepState.objects.filter(pk=state.pk).update(reminded_at=now)
    return len(addresses)


def _concerned(state: StepState, page) -> list:
    """Who may take the step, by role or standing in; and who answers for the column, with his deputy."""
    task = state.task.specific
    people = get_user_model().objects.filter(is_active=True)
    standing_in = Substitution.objects.effective(timezone.localdate()).filter(
        site_group__group__in=task.groups.all()
    )
    may = people.filter(Q(groups__in=task.groups.all()) | Q(pk__in=standing_in.values("deputy")))
    able = [user for user in may.distinct() if not separation.reason_against(page, user)]
    return able + _of_column(page)


def _of_column(page) -> list:
    column = page.get_parent().specific
    return [person for name in ("owner_person", "deputy") if (person := getattr(column, name, None))]


def _subject(state: StepState, page) -> str:
    return _("Overdue: “%(title)s” waits for %(step)s") % {
        "title": page.get_admin_display_title(),
        "step": state.step_name,
    }


def _text(state: StepState, page) -> str:
    said = _(
        "“%(title)s” has waited for %(step)s since %(since)s and was due at %(due)s. "
        "Read it and decide:\n\n%(address)s\n\nIf you are away, let a colleague stand in for you."
    )
    return said % {
        "title": page.get_admin_display_title(),
        "step": state.step_name,
        "since": _moment(state.started_at),
        "due": _moment(state.due_at),
        "address": f"{get_admin_base_url() or ''}{reverse('sites_editorial:review', args=[page.pk])}",
    }


def _moment(moment: datetime.datetime) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M")
