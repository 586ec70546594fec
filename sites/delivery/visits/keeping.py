"""Deletes what was kept long enough: old days, and searches so rare that they may name somebody."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import OuterRef, Subquery, Sum
from django.utils import timezone

from sites.delivery.models import PageAnswer, PageVisits, SearchedText

from .terms import terms


def forget() -> None:
    """Delete what the data file does not let us keep."""
    first = timezone.localdate() - timedelta(days=terms().kept_days)
    for model in (PageVisits, SearchedText, PageAnswer):
        model._default_manager.filter(day__lt=first).delete()
    same = SearchedText.objects.filter(site=OuterRef("site"), text=OuterRef("text")).order_by()
    often = same.values("text").annotate(all=Sum("times")).values("all")
    old = SearchedText.objects.filter(day__lt=timezone.localdate() - timedelta(days=terms().rare_kept_days))
    rare = old.annotate(all=Subquery(often)).filter(all__lt=terms().shown_from)
    SearchedText.objects.filter(pk__in=rare.values("pk")).delete()
