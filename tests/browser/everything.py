"""Something in every list of the office, for a walk through it.

Run as a module in an installation's own settings. Prints, as JSON, the addresses of every office view that
opens with what is there, and the type of each page.
"""

from __future__ import annotations

import datetime
import json
import sys
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import django

ADMINISTRATOR = "管理员"


def build(password: str) -> dict[str, Any]:
    """Fill the first site and return a sample object for each group of views."""
    from django.core.files.base import ContentFile
    from wagtail.contrib.redirects.models import Redirect
    from wagtail.models import Collection, Task, Workflow

    from sites.accounts.models import User
    from sites.media.models import SiteDocument, SiteImage
    from sites.registry.models import SiteRecord

    administrator = User.objects.create_superuser(
        ADMINISTRATOR, "a@example.com", password, name=ADMINISTRATOR
    )
    record = SiteRecord.objects.get(code="portal")
    editor = User.objects.get(username="portal-editor")
    kept = {"collection": record.collection, "uploaded_by_user": administrator}
    text = ContentFile("正文".encode(), name="wendang.txt")
    return {
        "wagtailadmin_pages": _pages(record, editor),
        "wagtailimages": SiteImage.objects.create(title="图片", description="图片", file=_picture(), **kept),
        "wagtaildocs": SiteDocument.objects.create(title="文档", file=text, **kept),
        "wagtailusers_users": editor,
        "wagtailusers_groups": editor.groups.get(),
        "wagtailsites": record.site,
        "wagtailredirects": Redirect.objects.create(old_path="/old", redirect_link="https://www.gov.cn/"),
        "wagtailadmin_collections": Collection.objects.get(pk=record.collection.pk),
        "wagtailadmin_workflows": Workflow.objects.first(),
        "task": Task.objects.first(),
        "sites_registry_sites": record,
        "sites_registry_departments": record.sponsor,
    }


def _pages(record: Any, editor: Any) -> Any:
    """One page of each type, and articles in every state; returns an ordinary article."""
    from django.utils import timezone

    from sites.editorial import operations
    from tests.factories import pages

    home = record.site.root_page.specific
    column = pages.ColumnFactory(parent=home, kind="other")
    for factory in (pages.LinkItemFactory, pages.LeaderFactory, pages.InstitutionFactory, pages.TopicFactory):
        factory(parent=column)
    pages.PlainPageFactory(parent=home)
    pages.AlertFactory(parent=home)
    article = pages.ArticleFactory(parent=column)
    article.save_revision(user=editor)
    pages.ArticleFactory(
        parent=column, title="锁定的文章", locked=True, locked_by=editor, locked_at=timezone.now()
    )
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    scheduled = pages.ArticleFactory(parent=column, title="定时发布的文章", live=False, go_live_at=tomorrow)
    scheduled.save_revision(user=editor, approved_go_live_at=tomorrow)
    waiting = pages.ArticleFactory(parent=column, title="送审的文章", live=False)
    waiting.save_revision(user=editor)
    operations.submit(waiting, by=editor)
    return article


def _picture() -> Any:
    from django.core.files.images import ImageFile
    from PIL import Image

    file = BytesIO()
    Image.new("RGB", (40, 30), "navy").save(file, "PNG")
    return ImageFile(file, name="tupian.png")


def addresses(samples: dict[str, Any]) -> Iterator[str]:
    """Every office view that opens with nothing, or with the key of an object that exists."""
    from django.urls import NoReverseMatch, get_resolver, reverse

    for names, pattern in _patterns(get_resolver().url_patterns, ()):
        group = "task" if "task" in pattern.name else names[0] if names else ""
        sample = samples.get(group, samples["wagtailadmin_pages"])
        arguments = pattern.pattern.converters or pattern.pattern.regex.groupindex
        try:
            yield reverse(":".join([*names, pattern.name]), kwargs=dict.fromkeys(arguments, sample.pk))
        except NoReverseMatch:
            # The view wants something else than a key; the walk finds it by a link.
            continue


def _patterns(found: list[Any], names: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    from django.urls import URLResolver

    for entry in found:
        if isinstance(entry, URLResolver):
            yield from _patterns(entry.url_patterns, (*names, entry.namespace) if entry.namespace else names)
        elif entry.name:
            yield names, entry


def page_types() -> dict[str, str]:
    from wagtail.models import Page

    return {str(page.pk): page.specific_class.__name__ for page in Page.objects.all() if page.specific_class}


if __name__ == "__main__":
    django.setup()
    filled = build(sys.argv[1])
    print(json.dumps({"addresses": list(addresses(filled)), "page_types": page_types()}))
