"""Articles with files, published as the office publishes them, and what readers find of the files."""

from __future__ import annotations

import io
import itertools

from django.core.files.base import ContentFile
from wagtail.models import Collection, ReferenceIndex

from portal.content.models import Article, Column
from portal.content.publication_steps import let_it_be_found
from search.finding import Asked, Hit, find
from search.scope import scope_of
from sites.media.models import SiteDocument
from sites.pages import gate
from sites.registry.models import SiteRecord
from tests.factories import files
from tests.factories.pages import ArticleFactory

MAKERS = {"docx": files.word, "xlsx": files.workbook, "pdf": files.pdf}
_numbers = itertools.count(1)


class Office:
    """Makes files and articles of a site."""

    def __init__(self, record: SiteRecord) -> None:
        self.record = record
        self.column = Column.objects.descendant_of(record.site.root_page).get(kind="notices")

    def file(self, text: str, title: str = "", kind: str = "docx") -> SiteDocument:
        return self.stored(MAKERS[kind](text), title, kind)

    def stored(self, content: bytes, title: str = "", kind: str = "docx") -> SiteDocument:
        title = title or f"登记表{next(_numbers)}"
        made = SiteDocument(title=title, file=ContentFile(content, name=f"file.{kind}"))
        made.collection = self.record.collection or Collection.get_first_root_node()
        made._set_document_file_metadata()
        made.save()
        return made

    def draft(self, *attached: SiteDocument, **fields) -> Article:
        return ArticleFactory(parent=self.column, live=False, attachments=attachments(*attached), **fields)

    def publish(self, *attached: SiteDocument, **fields) -> Article:
        return published(self.draft(*attached, **fields))


def attachments(*documents: SiteDocument, title: str = "") -> list:
    return [("attachment", {"document": each, "title": title}) for each in documents]


def published(article: Article, **changes: object) -> Article:
    """The same, public with these changes, all steps after it done."""
    for name, value in changes.items():
        setattr(article, name, value)
    with gate.opened():
        article.save_revision().publish()
    article = Article.objects.get(pk=article.pk)
    ReferenceIndex.create_or_update_for_object(article)
    let_it_be_found(article.pk, article.live_revision_id)
    return article


def replace(document: SiteDocument, content: bytes) -> None:
    document.file = ContentFile(content, name=str(document.filename))
    document._set_document_file_metadata()
    document.save()


def hits(record: SiteRecord, query: str) -> list[Hit]:
    return find(Asked(record.site, query, scope_of(record.site).sites), 0, 20).hits


def text_of(pieces) -> str:
    return "".join(piece.text for piece in pieces)


def found(record: SiteRecord, query: str) -> list[tuple[str, str]]:
    """Title and address of each file that is found."""
    return sorted((text_of(hit.title), hit.url) for hit in hits(record, query) if hit.kind == "附件")


def lines(text: str) -> bytes:
    """A Word document of many paragraphs."""
    import docx

    made, stream = docx.Document(), io.BytesIO()
    for line in text.splitlines():
        made.add_paragraph(line)
    made.save(stream)
    return stream.getvalue()
