"""The page on which a text is read, compared with what is public, and decided."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from sites.editorial import bundles, differences, operations, secrecy, separation, substitutes
from sites.editorial.levels import levels
from sites.editorial.models import SecrecyReviewTask, SignOffTask
from sites.pages.texts import Place, places

# How a text can be looked at: as readers will see it, beside the public version, as marked-up text.
LOOKS = ("page", "beside", "changes")


class ReviewView(WagtailAdminTemplateMixin, TemplateView):
    """A text under review: what readers will see, who answers for it, and the decision.

    Deciding here never saves the edit form, so nobody becomes a reviser by approving.
    """

    template_name = "sites_editorial/review.html"
    header_icon = "check"

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        self.page = get_object_or_404(Page, pk=kwargs["page_id"]).specific
        if not self.page.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        self.task_state = self.page.current_workflow_task_state
        if self.task_state is None:
            messages.info(request, _("“%(title)s” is not under review any more.") % {"title": self._title})
            return redirect("wagtailadmin_home")
        return super().dispatch(request, *args, **kwargs)

    @property
    def _title(self) -> str:
        return self.page.get_admin_display_title()

    @cached_property
    def _task(self):
        return self.task_state.task.specific

    @cached_property
    def _places(self) -> list[Place]:
        return places(self.page.get_latest_revision_as_object())

    def get_page_title(self) -> str:
        return self._task.step_name

    def get_page_subtitle(self) -> str:
        return self._title

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self._title}]

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.POST.get("revision") != str(self.page.latest_revision_id):
            return self._ask_again(
                _("The text was changed while you were reading. Read the new version, then decide.")
            )
        try:
            return self._decide()
        except ValidationError as refusal:
            return self._ask_again(" ".join(refusal.messages))
        except PermissionDenied as refusal:
            return self._ask_again(str(refusal) or _("This step is not yours."))

    def _decide(self) -> HttpResponse:
        said = self._said()
        decision = self._direction(said.get("conclusion", ""))
        if decision == "approve":
            operations.approve(self.page, self.request.user, **said)
            done = self._what_became_of_it()
        else:
            operations.return_to_author(self.page, self.request.user, reason=said.pop("comment"), **said)
            done = _("“%(title)s” was returned with your reason.")
        messages.success(self.request, done % {"title": self._title})
        return redirect("wagtailadmin_home")

    def _what_became_of_it(self) -> str:
        if Page.objects.filter(pk=self.page.pk, live_revision=self.page.latest_revision_id).exists():
            return _("“%(title)s” is published.")
        if isinstance(self._task, SignOffTask) and bundles.of_page(self.page) is not None:
            return _("“%(title)s” is signed off. It is published together with the others of its bundle.")
        return _("“%(title)s” goes on to the next step.")

    def _direction(self, conclusion: str) -> str:
        """Approve or return: as the conclusion of a secrecy review has it, or as the button says."""
        if isinstance(self._task, SecrecyReviewTask):
            known = secrecy.conclusions().get(conclusion)
            if known is None:
                raise ValidationError(_("Choose one of the conclusions of the secrecy review."))
            return "approve" if known.passes else "return"
        decision = self.request.POST.get("decision", "")
        if decision not in {"approve", "return"}:
            raise ValidationError(_("Choose whether to approve the text or to return it."))
        return decision

    def _said(self) -> dict:
        """What was written and chosen, as the operations take it."""
        posted = self.request.POST
        said: dict = {"comment": posted.get("comment", "")}
        if isinstance(self._task, SecrecyReviewTask):
            said |= {"conclusion": posted.get("conclusion", ""), "ground": posted.get("ground", "")}
        remarks = [
            {"path": place.path, "label": place.label, "text": text.strip()}
            for place in self._places
            if (text := posted.get(f"remark-{place.path}", "")).strip()
        ]
        return said | {"remarks": remarks}

    def _ask_again(self, error: str) -> HttpResponse:
        return self.render_to_response(self.get_context_data(error=error), status=422)

    def get_context_data(self, **kwargs) -> dict:
        user, page = self.request.user, self.page
        state = self.task_state.workflow_state
        may_decide = bool(self._task.get_actions(page, user))
        is_own = self._task.is_own(user)
        return {
            **super().get_context_data(**kwargs),
            "page": page,
            "revision_id": page.latest_revision_id,
            "state": state,
            "task": self._task,
            "task_state": self.task_state,
            "level": levels().get(getattr(self.task_state, "level", "")),
            "steps": separation.approvals(page, state),
            "may_decide": may_decide,
            "bundle": bundles.of_page(page),
            "principal": None if is_own else substitutes.principal_for(user, self._task, page),
            "reason_against": "" if may_decide else separation.reason_against(page, user),
            "column": page.get_parent(),
            **self._looks(),
            **(self._form() if may_decide else {}),
        }

    def _looks(self) -> dict:
        page = self.page
        urls: dict[str, object] = {
            "preview_url": reverse("wagtailadmin_pages:view_draft", args=[page.pk]),
            "look": "page",
            "is_new": not page.live,
        }
        if not page.live or not page.live_revision_id:
            return urls
        asked = self.request.GET.get("look", "page")
        look = asked if asked in LOOKS else "page"
        shown: dict[str, object] = {
            "look": look,
            "live_url": reverse("wagtailadmin_pages:revisions_view", args=[page.pk, page.live_revision_id]),
        }
        if look == "changes":
            shown["rows"] = differences.rows(places(page), self._places)
        return urls | shown

    def _form(self) -> dict:
        posted = self.request.POST
        return {
            "comment": posted.get("comment", ""),
            "places": [(place, posted.get(f"remark-{place.path}", "")) for place in self._places],
            "has_remarks": any(posted.get(f"remark-{place.path}") for place in self._places),
            "conclusions": secrecy.conclusions().values()
            if isinstance(self._task, SecrecyReviewTask)
            else None,
            "conclusion": posted.get("conclusion", ""),
            "grounds": secrecy.grounds().values(),
            "ground": posted.get("ground", ""),
        }
