"""Many published articles at once, with all that publishing them one by one would have left behind.

Rows go straight into the tables: through the tree, 10,000 pages take minutes. What is in them comes from the
real models: the content of a version, what the search index holds of an article, its references.
"""

from __future__ import annotations

import datetime

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import F, Model
from django.utils import timezone
from wagtail.models import Locale, Page, ReferenceIndex, Revision
from wagtail.search.backends import get_search_backend

from portal.content.models import Article, Column, ColumnItem

# As many at a time: SQLite takes so many values in one statement.
CHUNK = 500
TEXT = "为做好有关工作，根据上级要求并结合本地实际，现将第{number}号事项的有关安排通知如下。"
SENTENCES = 8


@transaction.atomic
def add_articles(column: Column, count: int) -> None:
    """Add `count` published articles to a column, each with its version, search entry and references."""
    column = Column.objects.get(pk=column.pk)
    first = column.numchild + 1
    for start in range(first, first + count, CHUNK):
        numbers = range(start, min(start + CHUNK, first + count))
        articles = [_article(column, number) for number in numbers]
        pages = Page.objects.bulk_create([_page_row(article) for article in articles])
        for article, page in zip(articles, pages, strict=True):
            article.pk = article.page_ptr_id = article.columnitem_ptr_id = page.pk
        for model in (ColumnItem, Article):
            _insert_own_rows(model, articles)
        _add_versions(articles)
        _add_references(articles)
        get_search_backend().add_bulk(Article, articles)
    Page.objects.filter(pk=column.pk).update(numchild=F("numchild") + count)


def _article(column: Column, number: int) -> Article:
    title, slug, now = f"关于第{number}号事项的公告", f"bulk-{number}", timezone.now()
    return Article(
        title=title,
        listed_in=column.pk,
        draft_title=title,
        slug=slug,
        path=Page._get_path(column.path, column.depth + 1, number),
        depth=column.depth + 1,
        url_path=f"{column.url_path}{slug}/",
        content_type=ContentType.objects.get_for_model(Article),
        locale=Locale.get_default(),
        live=True,
        first_published_at=now,
        last_published_at=now,
        latest_revision_created_at=now,
        display_date=now - datetime.timedelta(hours=number),
        department=column.department,
        summary="为做好有关工作，现将有关事项通知如下。",
        body=[("paragraph", f"<p>{TEXT.format(number=number) * SENTENCES}</p>")],
    )


def _page_row(article: Article) -> Page:
    return Page(**{field.attname: getattr(article, field.attname) for field in Page._meta.concrete_fields})


def _insert_own_rows(model: type[Model], articles: list[Article]) -> None:
    """The rows of one table of the three that hold an article; `bulk_create` refuses such models."""
    fields = model._meta.local_concrete_fields
    model._base_manager.get_queryset()._insert(articles, fields=fields, using="default")  # type: ignore[attr-defined]


def _add_versions(articles: list[Article]) -> None:
    page_type = ContentType.objects.get_for_model(Page)
    versions = Revision.objects.bulk_create(
        Revision(
            content_type=article.content_type,
            base_content_type=page_type,
            object_id=str(article.pk),
            created_at=article.first_published_at,
            object_str=article.title,
            content=article.serializable_data(),
        )
        for article in articles
    )
    for article, version in zip(articles, versions, strict=True):
        article.latest_revision_id = article.live_revision_id = version.pk
    rows = [Page(pk=each.pk, latest_revision_id=each.latest_revision_id) for each in articles]
    Page.objects.bulk_update(rows, ["latest_revision"])
    Page.objects.filter(pk__in=[each.pk for each in articles]).update(live_revision=F("latest_revision"))


def _add_references(articles: list[Article]) -> None:
    """What the first one refers to; the others are like it."""
    ReferenceIndex.create_or_update_for_object(articles[0])
    pattern = list(ReferenceIndex.objects.filter(object_id=str(articles[0].pk)))
    made = []
    for article in articles[1:]:
        for row in pattern:
            values = {
                field.attname: getattr(row, field.attname) for field in ReferenceIndex._meta.concrete_fields
            }
            made.append(ReferenceIndex(**{**values, "id": None, "object_id": str(article.pk)}))
    ReferenceIndex.objects.bulk_create(made)
