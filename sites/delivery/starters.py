"""Lets the office's browsers run the inline scripts by which Wagtail starts its fields, and no others.

Wagtail 7.4 knows no nonces. Its inline scripts are each one call of a starter with constants; a script of
exactly that shape gets the nonce of the answer. Whatever somebody else brings into a page of the office has
another shape, or starts no more than a field.
"""

from __future__ import annotations

import json
import re

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
# Date fields: `initDateChooser("id_day", {...});`. Choosers: `new PageChooser("id_page", {...});`.
_STARTER = re.compile(r"(?:init(?:Date|Time|DateTime)Chooser|new \w*Chooser)\((.*)\);", re.DOTALL)
# Inline panels: a function around `new InlinePanel(JSON.parse("..."))`, its text escaped by `escapejs`.
_PANEL = re.compile(
    r"\(function\(\)\s*\{\s*var panel = new (?:InlinePanel|MultipleChooserPanel)"
    r'\(JSON\.parse\("(?:[^"\\<>\n]|\\u[0-9A-F]{4})*"\)\);\s*\}\)\(\);'
)


def give_nonces(request: HttpRequest, response: HttpResponseBase) -> None:
    """Give each starter in an answer of the office the nonce of its policy."""
    if not isinstance(response, HttpResponse) or not response.get("Content-Type", "").startswith("text/html"):
        return
    html = response.content.decode(response.charset)
    changed = _SCRIPT.sub(lambda match: _with_nonce(request, match), html)
    if changed != html:
        response.content = changed.encode(response.charset)
        if response.has_header("Content-Length"):
            response["Content-Length"] = str(len(response.content))


def is_starter(script: str) -> bool:
    """Whether a script does nothing but start a field of Wagtail's."""
    code = script.strip()
    if _PANEL.fullmatch(code):
        return True
    call = _STARTER.fullmatch(code)
    if call is None:
        return False
    try:
        # Constants in JSON run nothing.
        json.loads(f"[{call[1]}]")
    except ValueError:
        return False
    return True


def _with_nonce(request: HttpRequest, match: re.Match[str]) -> str:
    if not is_starter(match[1]):
        return match[0]
    return f'<script nonce="{request.csp_nonce}">{match[1]}</script>'  # type: ignore[attr-defined]
