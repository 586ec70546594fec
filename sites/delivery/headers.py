"""What every answer tells the browser to allow, and what no search engine may keep."""

from __future__ import annotations

from csp.constants import HEADER
from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from .starters import give_nonces

OFFICE_PREFIX = "/admin/"


def is_office(request: HttpRequest) -> bool:
    """Whether the request is for the staff's part of the installation."""
    return request.path_info.startswith(OFFICE_PREFIX)


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """Choose the policy by who is served: citizens the strictest, the office what Wagtail's admin runs with.

    A view that serves users' files sets a policy of its own, which stays (`sites.media.sending`).
    """

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if is_office(request) and not report_only and parts.config is None:
            parts.config = settings.OFFICE_CONTENT_SECURITY_POLICY["DIRECTIVES"]
        return parts

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if is_office(request):
            give_nonces(request, response)
        response = super().process_response(request, response)
        if is_office(request):
            # A preview is a public page, with the public policy, in a frame of the editor.
            policy = response.get(HEADER, "")
            response[HEADER] = policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
            response["X-Robots-Tag"] = "noindex, nofollow"
        # Sites of one municipality may show each other's pictures; nobody else may.
        response.setdefault(
            "Cross-Origin-Resource-Policy", "same-origin" if is_office(request) else "same-site"
        )
        return response
