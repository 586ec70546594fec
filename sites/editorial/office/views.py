"""The desk's full lists, and the page on which a text is read and decided."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from sites.editorial import operations, separation
from sites.editorial.dashboard import lists_of

PAGE_SIZE = 30


class DeskView(WagtailAdminTemplateMixin, TemplateView):
    """One list of the desk in full."""

    template_name = "sites_editorial/desk.html"
    header_icon = "list-ul"

    @cached_property
    def list(self):
        for desk_list in lists_of(self.request.user):
            if desk_list.code == self.kwargs["code"]:
                return desk_list
        raise Http404

    def get_page_title(self):
        return self.list.heading

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.list.heading}]

    def get_context_data(self, **kwargs) -> dict:
        page = Paginator(self.list.rows(self.request.user), PAGE_SIZE).get_page(self.request.GET.get("p"))
        entries = self.list.entries(page.object_list)
        return {**super().get_context_data(**kwargs), "list": self.list, "rows": page, "entries": entries}


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

    def get_page_title(self) -> str:
        return str(self.task_state.task.specific._meta.verbose_name)

    def get_page_subtitle(self) -> str:
        return self._title

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self._title}]

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        comment = request.POST.get("comment", "")
        if request.POST.get("revision") != str(self.page.latest_revision_id):
            error = _("The text was changed while you were reading. Read the new version, then decide.")
            return self._ask_again(error, comment)
        try:
            return self._decide(request.POST.get("decision"), comment)
        except ValidationError as refusal:
            return self._ask_again(" ".join(refusal.messages), comment)
        except PermissionDenied as refusal:
            return self._ask_again(str(refusal) or _("This step is not yours."), comment)

    def _decide(self, decision: str | None, comment: str) -> HttpResponse:
        user = self.request.user
        if decision == "approve":
            operations.approve(self.page, user, comment)
            live = Page.objects.filter(pk=self.page.pk, live_revision=self.page.latest_revision_id).exists()
            done = _("“%(title)s” is published.") if live else _("“%(title)s” goes on to the next step.")
        elif decision == "return":
            operations.return_to_author(self.page, user, comment)
            done = _("“%(title)s” was returned with your reason.")
        else:
            raise ValidationError(_("Choose whether to approve the text or to return it."))
        messages.success(self.request, done % {"title": self._title})
        return redirect("wagtailadmin_home")

    def _ask_again(self, error: str, comment: str) -> HttpResponse:
        return self.render_to_response(self.get_context_data(error=error, comment=comment), status=422)

    def get_context_data(self, **kwargs) -> dict:
        user, page = self.request.user, self.page
        task, state = self.task_state.task.specific, self.task_state.workflow_state
        may_decide = bool(task.get_actions(page, user))
        return {
            **super().get_context_data(**kwargs),
            "page": page,
            "revision_id": page.latest_revision_id,
            "state": state,
            "task": task,
            "steps": separation.approvals(page, state),
            "may_decide": may_decide,
            "reason_against": "" if may_decide else separation.reason_against(page, user),
            "column": page.get_parent(),
            "preview_url": reverse("wagtailadmin_pages:view_draft", args=[page.pk]),
            "compare_url": self._compare_url(),
        }

    def _compare_url(self) -> str:
        if not self.page.live_revision_id:
            return ""
        versions = [self.page.pk, "live", self.page.latest_revision_id]
        return reverse("wagtailadmin_pages:revisions_compare", args=versions)
