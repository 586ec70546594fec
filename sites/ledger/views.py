"""The public list of daily heads."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest
from django.utils.translation import gettext as _

from . import heads


def daily_heads(request: HttpRequest) -> FileResponse:
    """Day, number and digest of the last entry of each day, for whoever wants to keep a copy.

    Raises:
        Http404: no day has ended yet.
    """
    try:
        return FileResponse(heads.file().open("rb"), content_type="text/plain; charset=utf-8")
    except FileNotFoundError as error:
        raise Http404(_("No day's head has been published yet.")) from error
