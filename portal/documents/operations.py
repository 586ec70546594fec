"""The verb of this room: bring files in as drafts that await review."""

from __future__ import annotations

import hashlib
import io
import logging
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePath

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from portal.content.models import Article, Column
from sites.accounts.models import User
from sites.editorial.operations import submit
from sites.media.models import SiteDocument
from sites.media.operations import store_document
from sites.registry.models import SiteRecord

from .body import attachments_json, body_json, text_of
from .models import ImportedDocument
from .places import may_import, site_of
from .reading.document import ReadDocument, Table, UnreadableError, comparable
from .reading.read import read_bytes
from .sources import SourceFile

logger = logging.getLogger(__name__)

ALREADY_HERE = "already_here"
REPEATED = "repeated"
UNEXPECTED = "unexpected"
# A page that somebody can open as a page of the site is never kept as such: it is packed first.
_PACKED = (".html", ".htm")


@dataclass(frozen=True)
class Outcome:
    """What became of one file.

    It was brought in (`document` is there, and `page` unless it was only tried) or not, for a `reason`.
    """

    name: str
    document: ReadDocument | None = None
    page: Article | None = None
    code: str = ""
    reason: str = ""
    warnings: tuple[str, ...] = ()

    @property
    def brought_in(self) -> bool:
        return self.document is not None


def import_files(
    files: Iterable[SourceFile], column: Column, by: User, dry_run: bool = False
) -> Iterator[Outcome]:
    """Bring each file into `column` as a draft submitted for review in the name of `by`.

    Every file has its own transaction: one that fails leaves nothing behind and the rest goes in. With
    `dry_run` the files are read and judged, and nothing is stored. The outcomes come as the files are done.

    Raises:
        PermissionDenied: `by` may not add pages to the column.
        ValidationError: the column holds no articles, or no review watches over it.
    """
    if not may_import(by, column):
        raise PermissionDenied(_("You may not add pages to this column."))
    record = site_of(column)
    if not column.may_hold(Article):
        raise ValidationError(_("The column “%(column)s” holds no articles.") % {"column": column.title})
    if record is None or column.get_workflow() is None:
        raise ValidationError(_("This page belongs to no site with a review."))
    return _Import(record, column, by, dry_run).run(files)


class _Import:
    """One run over many files; it remembers them, for one may repeat another."""

    def __init__(self, record: SiteRecord, column: Column, by: User, dry_run: bool) -> None:
        self.record, self.column, self.by, self.dry_run = record, column, by, dry_run
        self.met: dict[str, str] = {}

    def run(self, files: Iterable[SourceFile]) -> Iterator[Outcome]:
        for file in files:
            yield self._one(file)

    def _one(self, file: SourceFile) -> Outcome:
        try:
            return self._bring_in(file)
        except UnreadableError as error:
            return Outcome(file.name, code=error.code, reason=error.reason)
        except ValidationError as error:
            return Outcome(file.name, code="refused", reason=" ".join(error.messages))
        except Exception:
            # One strange file must not keep the others out; the log has what a programmer needs.
            logger.exception("Import of %s failed", file.name)
            reason = _("An unexpected error occurred; the details are in the log of the installation.")
            return Outcome(file.name, code=UNEXPECTED, reason=reason)

    def _bring_in(self, file: SourceFile) -> Outcome:
        data = file.read()
        sha256 = _digest(data)
        self._refuse_known(sha256, "sha256")
        document = read_bytes(data, file.name)
        text_sha256 = _digest(comparable(document.text).encode())
        self._refuse_known(text_sha256, "text_sha256")
        warnings = [*document.warnings, *self._same_title(document)]
        if any(isinstance(block, Table) and not block.header for block in document.blocks):
            warnings.append(_("The first row of each table was taken for its header; check the tables."))
        page = None
        if not self.dry_run:
            fingerprints = {"sha256": sha256, "text_sha256": text_sha256}
            page = self._store(file.name, data, document, fingerprints)
            warnings += self._submit(page)
        self.met |= {sha256: file.name, text_sha256: file.name}
        return Outcome(file.name, document, page, warnings=tuple(warnings))

    def _refuse_known(self, digest: str, field: str) -> None:
        if digest in self.met:
            reason = _("It says the same as %(file)s.") % {"file": self.met[digest]}
            raise UnreadableError(REPEATED, reason)
        known = self.record.imported_documents.filter(**{field: digest}).select_related("page").first()
        if known:
            raise _already_here(known.page)

    def _same_title(self, document: ReadDocument) -> list[str]:
        """Refuse a text that somebody entered by hand; warn where only the title is the same."""
        pages = Article.objects.descendant_of(self.record.site.root_page).filter(draft_title=document.title)
        text = comparable(document.text)
        for page in pages:
            latest = page.get_latest_revision_as_object()
            if comparable(f"{latest.title}{text_of(latest.body)}") == text:
                raise _already_here(page)
        return [_("The site has another page with this title.")] if pages else []

    def _store(self, name: str, data: bytes, document: ReadDocument, fingerprints: dict[str, str]) -> Article:
        original: SiteDocument | None = None
        try:
            with transaction.atomic():
                original = self._store_original(name, data, document)
                page = self._store_page(document, original)
                ImportedDocument.objects.create(
                    record=self.record,
                    page=page,
                    file_name=name[-255:],
                    imported_by=self.by,
                    **fingerprints,
                )
        except BaseException:
            # The database forgets what failed, the disk does not.
            if original is not None and original.file.name:
                original.file.storage.delete(original.file.name)
            raise
        return page

    def _store_original(self, name: str, data: bytes, document: ReadDocument) -> SiteDocument:
        name = PurePath(name).name
        if name.lower().endswith(_PACKED):
            name, data = f"{name}.zip", _packed(name, data)
        return store_document(io.BytesIO(data), document.title, self.record.collection, self.by, name)

    def _store_page(self, document: ReadDocument, original: SiteDocument) -> Article:
        page = Article(
            title=document.title,
            live=False,
            owner=self.by,
            department=self.record.sponsor,
            source_name=document.issuer[:100],
            issuer=document.issuer[:200],
            document_number=document.document_number[:60],
            signed_on=document.signed_on,
            effective_on=document.effective_on,
            language_variant=document.language_variant,
            body=body_json(document.blocks),
            attachments=attachments_json(original.pk),
        )
        # Read anew: the tree may have grown since the run began.
        Column.objects.get(pk=self.column.pk).add_child(instance=page)
        page.save_revision(user=self.by)
        return page

    def _submit(self, page: Article) -> list[str]:
        """Hand the draft in, or say what the rules ask to be corrected or explained first."""
        try:
            submit(page, self.by)
        except ValidationError as refusal:
            return [_("It is kept as a draft and not submitted."), *refusal.messages]
        return []


def _already_here(page: Page) -> UnreadableError:
    reason = _("The site has it already: “%(title)s”, page %(number)s.")
    return UnreadableError(ALREADY_HERE, reason % {"title": page.title, "number": page.pk})


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _packed(name: str, data: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, data)
    return file.getvalue()
