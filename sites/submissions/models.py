"""Columns that take submissions, what is offered, the copies made, changes of their sources, points."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision

from . import terms


class ReceivingColumn(models.Model):
    """A column that other sites may offer pages to."""

    page = models.OneToOneField(
        Page, verbose_name=_("column"), on_delete=models.CASCADE, related_name="receiving"
    )
    site_code = models.CharField(_("site"), max_length=20, db_index=True)

    class Meta:
        verbose_name = _("column that takes submissions")
        verbose_name_plural = _("columns that take submissions")
        ordering = ["page__path"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.page.title


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def open(self) -> SubmissionQuerySet:
        """Waiting for the answer of the site they were offered to."""
        return self.filter(state__in=[Submission.State.OFFERED, Submission.State.KEPT])


class Submission(models.Model):
    """信息报送: a public page of one site, offered to a column of another."""

    class State(models.TextChoices):
        OFFERED = "offered", _("waits for an answer")
        KEPT = "kept", _("kept for later")
        ADOPTED = "adopted", _("was adopted")
        RETURNED = "returned", _("was returned")
        RECALLED = "recalled", _("recalled")

    source = models.ForeignKey(
        Page, verbose_name=_("page"), on_delete=models.PROTECT, related_name="submissions"
    )
    # As readers saw it last: what a draft calls the page is nobody's business in another site.
    title = models.CharField(_("title"), max_length=255)
    source_site_code = models.CharField(_("offered by"), max_length=20, db_index=True)
    column = models.ForeignKey(
        Page, verbose_name=_("column"), on_delete=models.PROTECT, related_name="submissions_received"
    )
    target_site_code = models.CharField(_("offered to"), max_length=20, db_index=True)
    reason = models.TextField(_("why it concerns them"), max_length=300, blank=True)
    offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("offered by"), on_delete=models.PROTECT, related_name="+"
    )
    offered_at = models.DateTimeField(_("offered at"), default=timezone.now, db_index=True)
    answer_by = models.DateTimeField(_("answer by"))
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.OFFERED)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided at"), null=True)
    answer = models.TextField(_("answer"), max_length=300, blank=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.state in {self.State.OFFERED, self.State.KEPT}

    @property
    def is_late(self) -> bool:
        return self.is_open and self.answer_by < timezone.now()


class CopyQuerySet(models.QuerySet["Copy"]):
    def of_source(self, page_id: int) -> CopyQuerySet:
        """Copies of a page that still exist."""
        return self.filter(submission__source_id=page_id, page__isnull=False).select_related(
            "submission", "page"
        )


class Copy(models.Model):
    """The page that was made of a submission in the column it was offered to, and of which version."""

    submission = models.OneToOneField(Submission, on_delete=models.PROTECT, related_name="copy")
    page = models.OneToOneField(Page, null=True, on_delete=models.SET_NULL, related_name="copied_from")
    way = models.CharField(_("way"), max_length=20, choices=terms.way_choices)
    # The version of the source that the copy follows, and the digest of what the public saw of it then.
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    source_digest = models.CharField(max_length=64)

    objects = CopyQuerySet.as_manager()

    class Meta:
        verbose_name = _("copy")
        verbose_name_plural = _("copies")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.submission)

    @property
    def way_name(self) -> str:
        return terms.ways()[self.way].name


class SourceChangeQuerySet(models.QuerySet["SourceChange"]):
    def open(self) -> SourceChangeQuerySet:
        return self.filter(decision="")


class SourceChange(models.Model):
    """The source of a copy was changed or taken down: somebody of the copy's site decides what follows."""

    class Kind(models.TextChoices):
        CHANGED = "changed", _("changed")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class Decision(models.TextChoices):
        TAKEN_OVER = "taken_over", _("taken over")
        JUSTIFIED = "justified", _("the copy stays, with a reason")
        FELL = "fell", _("the copy fell")

    copy = models.ForeignKey(Copy, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    # The latest public version of the source; of a withdrawn one the last.
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    noticed_at = models.DateTimeField(_("noticed at"), default=timezone.now)
    # Only a withdrawn source sets a time.
    due_at = models.DateTimeField(_("decide by"), null=True)
    decision = models.CharField(_("decision"), max_length=20, choices=Decision.choices, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided at"), null=True)
    reason = models.TextField(_("reason"), max_length=300, blank=True)

    objects = SourceChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of a source")
        verbose_name_plural = _("changes of sources")
        ordering = ["-pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["copy"], condition=Q(decision=""), name="submissions_one_open_change"
            )
        ]

    def __str__(self) -> str:
        return f"{self.copy} · {self.get_kind_display()}"


class Score(models.Model):
    """Points of a unit for one copy: entered once for each rule, never changed."""

    copy = models.ForeignKey(Copy, on_delete=models.PROTECT, related_name="scores")
    site_code = models.CharField(_("unit"), max_length=20, db_index=True)
    rule = models.CharField(_("rule"), max_length=40)
    edition = models.CharField(_("edition"), max_length=20)
    points = models.DecimalField(_("points"), max_digits=5, decimal_places=1)
    note = models.CharField(_("note"), max_length=100, blank=True)
    at = models.DateTimeField(_("at"), default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("points")
        verbose_name_plural = _("points")
        ordering = ["-pk"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["copy", "rule"], name="submissions_scored_once")]

    def __str__(self) -> str:
        return f"{self.site_code} {self.points}"
