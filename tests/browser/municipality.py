"""The small sample municipality. Run as a module in an installation's own settings.

Prints, as JSON, one public address for each page type: host and path.
"""

from __future__ import annotations

import json
from io import StringIO

import django


def build() -> dict[str, tuple[str, str]]:
    from django.core.management import call_command
    from wagtail.models import Page

    from sites.pages.models import GovPage

    call_command("build_demo", "--small", verbosity=0, stdout=StringIO())
    found: dict[str, tuple[str, str]] = {}
    for page in Page.objects.live().order_by("-numchild", "pk").specific():
        if isinstance(page, GovPage):
            found.setdefault(page._meta.model_name, (page.get_site().hostname, page.get_url_parts()[2]))
    return found


if __name__ == "__main__":
    django.setup()
    print(json.dumps(build()))
