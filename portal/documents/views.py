"""The office page on which an editor brings documents into a column."""

from __future__ import annotations

from typing import Any, cast

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from portal.content.models import Column
from sites.accounts.models import User

from .forms import UploadForm
from .operations import import_files
from .places import takes_documents_of
from .sources import upload


class UploadView(WagtailAdminTemplateMixin, FormView):
    """Takes files and says of each what became of it.

    The answer is shown at once instead of after a redirect: sending the form again changes nothing, because
    no text comes in twice.
    """

    form_class = UploadForm
    template_name = "portal_documents/upload.html"
    header_icon = "upload"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.column = get_object_or_404(Column, pk=kwargs["page_id"])
        # The office lets nobody in who has not signed in.
        self.user = cast(User, request.user)
        if not takes_documents_of(self.column, self.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: UploadForm) -> HttpResponse:
        files = [upload(file) for file in form.cleaned_data["documents"]]
        try:
            outcomes = list(import_files(files, self.column, self.user))
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        done = sum(outcome.brought_in for outcome in outcomes)
        return self.render_to_response(
            self.get_context_data(form=self.form_class(), outcomes=outcomes, done=done)
        )

    def form_invalid(self, form: UploadForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_page_title(self) -> str:
        return _("Bring documents into “%(column)s”") % {"column": self.column.title}

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        explorer = reverse("wagtailadmin_explore", args=[self.column.pk])
        return [
            *super().get_breadcrumbs_items(),
            {"url": explorer, "label": self.column.title},
            {"url": "", "label": _("Bring in documents")},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "column": self.column}
