"""The site map."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from .frame import frame_of


def site_map(request: HttpRequest) -> HttpResponse:
    """Show all columns, topics and plain pages of the current site as a tree."""
    frame = frame_of(request)
    nodes: dict[str, dict] = {}
    tree: list[dict] = []
    for page in frame.structure:
        if hasattr(page, "alert"):
            continue
        node = {"title": page.title, "url": page.get_url(request), "children": []}
        nodes[page.path] = node
        parent = nodes.get(page.path[: -page.steplen])
        (parent["children"] if parent else tree).append(node)
    trail = [{"title": _("Home"), "url": frame.home_url}, {"title": _("Site map")}]
    return render(request, "portal_content/site_map.html", {"tree": tree, "trail": trail})
