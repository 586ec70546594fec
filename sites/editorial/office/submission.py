"""The edit form's own door to review: what the rules object to is saved as a draft and goes no further."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page

from sites.editorial.rules import operations
from sites.editorial.rules.checking import Finding, check
from sites.editorial.rules.registry import Level

# What Wagtail's form calls its ways into a review.
SUBMITTING = ("action-submit", "action-restart-workflow")


@hooks.register("before_edit_page")
def check_before_submission(request: HttpRequest, page: Page) -> None:
    if _is_submission(request):
        # Not the view's own copy: its form tells from that what was in the page before.
        _hold_back(request, page.get_latest_revision_as_object(), page.get_parent().specific)


@hooks.register("before_create_page")
def check_before_first_submission(request: HttpRequest, parent_page: Page, page_class: type[Page]) -> None:
    if _is_submission(request):
        page = page_class(owner=request.user, depth=parent_page.depth + 1)
        page.path = page_class._get_path(parent_page.path, page.depth, 1)
        _hold_back(request, page, parent_page.specific)


def _is_submission(request: HttpRequest) -> bool:
    return request.method == "POST" and any(name in request.POST for name in SUBMITTING)


def _hold_back(request: HttpRequest, page: Page, parent: Page) -> None:
    """Turn a submission with obstacles into a save, so that nothing typed is lost.

    A form with errors of its own is left to Wagtail, which shows it again.
    """
    form_class = page.get_edit_handler().get_form_class()
    form = form_class(request.POST, request.FILES, instance=page, parent_page=parent, for_user=request.user)
    if not form.is_valid():
        return
    request.obstacles = operations.obstacles(form.instance)
    if request.obstacles:
        data = request.POST.copy()
        for name in SUBMITTING:
            data.pop(name, None)
        request.POST = data  # type: ignore[assignment]


@hooks.register("after_edit_page", order=90)
@hooks.register("after_create_page", order=90)
def tell_what_a_saved_draft_lacks(request: HttpRequest, page: Page) -> None:
    """Only what is fast: the rest is said by the editor that opens again, and before submission."""
    if _is_submission(request) or hasattr(request, "obstacles"):
        return
    found = [finding for finding in check(page, only_fast=True) if finding.level != Level.NOTE]
    explained = operations.reasons(page) if found else {}
    if count := len([finding for finding in found if finding.key not in explained]):
        said = _("To be corrected or explained before submission: %(count)s; see beside each place.")
        messages.warning(request, said % {"count": count})


@hooks.register("after_edit_page", order=100)
@hooks.register("after_create_page", order=100)
def tell_what_is_in_the_way(request: HttpRequest, page: Page) -> HttpResponse | None:
    found: list[Finding] = getattr(request, "obstacles", [])
    if not found:
        return None
    sentences = format_html_join("", "<li>{}</li>", ((finding.sentence,) for finding in found))
    said = _("The draft is saved, but not submitted. Correct or explain this first:")
    messages.error(request, format_html("{}<ul>{}</ul>", said, sentences))
    return redirect("wagtailadmin_pages:edit", page.pk)
