"""One submission: what was offered, the answer, the copy, and what became of its source."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from sites.editorial import differences
from sites.pages.texts import places
from sites.registry.models import SiteRecord
from sites.submissions import operations, sources, terms
from sites.submissions.models import Copy, SourceChange, Submission

from . import lists


def concerning(user) -> QuerySet[Submission]:
    """The submissions of the sites of `user`, on either end."""
    codes = SiteRecord.objects.of_user(user).values("code")
    return Submission.objects.filter(Q(source_site_code__in=codes) | Q(target_site_code__in=codes))


class SubmissionView(WagtailAdminTemplateMixin, TemplateView):
    """What the reader may decide here depends on whose side he is on."""

    template_name = "sites_submissions/submission.html"
    page_title = gettext_lazy("Submission")
    header_icon = "mail"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any):
        found = concerning(request.user).select_related("source", "column", "offered_by", "decided_by")
        self.submission = get_object_or_404(found, pk=kwargs["pk"])
        self.receives = operations.may_receive(request.user, self.submission.target_site_code)
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return self.submission.title

    def get_breadcrumbs_items(self):
        name = "received" if self.receives else "sent"
        label = lists.ReceivedView.page_title if self.receives else lists.SentView.page_title
        above = {"url": reverse(f"sites_submissions:{name}"), "label": label}
        return [*super().get_breadcrumbs_items(), above, {"url": "", "label": self.page_title}]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        acts = {
            "adopt": self._adopt,
            "keep": self._keep,
            "return": self._return,
            "recall": self._recall,
            "take_over": self._take_over,
            "justify": self._justify,
            "let_fall": self._let_fall,
        }
        act = acts.get(request.POST.get("decision", ""))
        try:
            if act is None:
                raise ValidationError(_("Choose what becomes of it."))
            return act(request.user, request.POST.get("answer", ""))
        except ValidationError as refusal:
            return self._ask_again(" ".join(refusal.messages))
        except PermissionDenied as refusal:
            return self._ask_again(str(refusal))

    def _adopt(self, by, answer: str) -> HttpResponse:
        shown = self.request.POST.get("revision", "")
        way = self.request.POST.get("way", "")
        read = int(shown) if shown.isdecimal() else 0
        copy = operations.adopt(self.submission, by, way, read, answer)
        return self._after_draft(copy, operations.hand_in(copy, by) if terms.ways()[way].is_ready else None)

    def _take_over(self, by, answer: str) -> HttpResponse:
        change = self._change()
        return self._after_draft(change.copy, sources.take_over(change, by))

    def _after_draft(self, copy: Copy, objections: str | None) -> HttpResponse:
        """Tell what the draft needs: nothing, its editor (None), or corrections."""
        if objections == "":
            messages.success(self.request, _("Adopted; the text is under review."))
            return redirect(self.request.path)
        if objections is None:
            messages.success(self.request, _("Adopted as a draft. Edit it, then submit it for review."))
        else:
            messages.warning(
                self.request, _("Adopted as a draft, which cannot be submitted yet:") + f" {objections}"
            )
        return redirect("wagtailadmin_pages:edit", copy.page_id)

    def _keep(self, by, answer: str) -> HttpResponse:
        operations.keep(self.submission, by, answer)
        return self._done(_("Kept for later."))

    def _return(self, by, answer: str) -> HttpResponse:
        operations.return_to_unit(self.submission, by, answer)
        return self._done(_("Returned with your reason."))

    def _recall(self, by, answer: str) -> HttpResponse:
        operations.recall(self.submission, by)
        return self._done(_("The offer is recalled."))

    def _justify(self, by, answer: str) -> HttpResponse:
        sources.justify(self._change(), by, answer)
        return self._done(_("The copy stays; your reason is recorded."))

    def _let_fall(self, by, answer: str) -> HttpResponse:
        sources.let_fall(self._change(), by)
        return self._done(_("The copy is taken down."))

    def _done(self, sentence: str) -> HttpResponse:
        messages.success(self.request, sentence)
        return redirect(self.request.path)

    def _change(self) -> SourceChange:
        change = self._open_change()
        if change is None:
            raise ValidationError(_("This was decided already."))
        # Whoever decides has read the version he decides about.
        if self.request.POST.get("revision") != str(change.revision_id):
            raise ValidationError(
                _("The text was changed while you were reading. Read the new version, then decide.")
            )
        return change

    def _open_change(self) -> SourceChange | None:
        of_copy = SourceChange.objects.open().filter(
            copy__submission=self.submission, copy__page__isnull=False
        )
        return of_copy.select_related("copy__page", "copy__revision", "revision").first()

    def _ask_again(self, error: str) -> HttpResponse:
        return self.render_to_response(self.get_context_data(error=error), status=422)

    def get_context_data(self, **kwargs: Any) -> dict:
        submission = self.submission
        submission.refresh_from_db()
        names = dict(SiteRecord.objects.values_list("code", "site__site_name"))
        copy = Copy.objects.filter(submission=submission).select_related("page", "revision").first()
        return {
            **super().get_context_data(**kwargs),
            "submission": submission,
            "source_site": names.get(submission.source_site_code, ""),
            "target_site": names.get(submission.target_site_code, ""),
            "receives": self.receives,
            "offers": operations.may_offer(submission.source, self.request.user),
            "answer": self.request.POST.get("answer", ""),
            "chosen_way": self.request.POST.get("way", ""),
            "ways": terms.ways().values(),
            "texts": places(submission.source.specific) if submission.source.live else [],
            "copy": copy,
            "scores": copy.scores.all() if copy else [],
            "decided": copy.changes.exclude(decision="").select_related("decided_by") if copy else [],
            **self._asked(),
        }

    def _asked(self) -> dict:
        change = self._open_change()
        if change is None:
            return {"change": None}
        old, new = change.copy.revision.as_object(), change.revision.as_object()
        shows = self.receives and change.kind == SourceChange.Kind.CHANGED
        return {
            "change": change,
            "rows": differences.rows(places(old), places(new)) if shows else [],
            "may_take_over": change.kind == SourceChange.Kind.CHANGED and change.copy.way != terms.ADAPTATION,
            "is_withdrawn": change.kind == SourceChange.Kind.WITHDRAWN,
        }
