"""What it costs to find the text in files: to read a PDF of 300 pages, and to ask what is offered.

`PYTHONPATH=. python bench/files.py [--postgresql] [pages ...]` (or `make bench`); a file on every fifth page.
"""

from __future__ import annotations

import io
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack

from tests.browser import postgresql

until_done = ExitStack()
os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings.test"
os.environ["YIZHAN_DATA"] = tempfile.mkdtemp()
if "--postgresql" in sys.argv:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.browser.postgresql_settings"
    os.environ["DATABASE_URL"] = until_done.enter_context(postgresql.server())

import django  # noqa: E402

django.setup()

from django.contrib.contenttypes.models import ContentType  # noqa: E402
from django.test.utils import setup_databases, teardown_databases  # noqa: E402
from django.utils import timezone  # noqa: E402
from pypdf import PdfWriter  # noqa: E402
from wagtail.models import Page, ReferenceIndex  # noqa: E402

from bench.bulk import add_articles  # noqa: E402
from portal.content.models import Article, Column  # noqa: E402
from portal.content.search_files import Files, key_of, keys_kept_of, keys_on  # noqa: E402
from portal.demo import pdf  # noqa: E402
from search.models import Entry  # noqa: E402
from search.text import words  # noqa: E402
from sites.media.models import SiteDocument  # noqa: E402
from sites.media.visibility import is_public  # noqa: E402
from sites.protection import pdf as reader  # noqa: E402
from tests.factories.sites import make_site  # noqa: E402

SIZES = [1_000, 10_000, 100_000]
PAGES_OF_PDF, CHARACTERS, SHARE, ROUNDS = 300, 650, 5, 5
LETTERS = "市人民政府关于进一步做好安全生产工作的通知各县区部门单位要认真贯彻落实加强管理服务群众确保完成"


def milliseconds(work: Callable[[], object]) -> float:
    """The shortest of a few times."""
    taken = []
    for _round in range(ROUNDS):
        started = time.perf_counter()
        work()
        taken.append((time.perf_counter() - started) * 1000)
    return min(taken)


def long_pdf() -> io.BytesIO:
    chance, writer, stream = random.Random(1), PdfWriter(), io.BytesIO()  # noqa: S311
    for number in range(PAGES_OF_PDF):
        text = "".join(chance.choices(LETTERS, k=CHARACTERS))
        writer.append(io.BytesIO(pdf.document(f"第{number}页", [text], timezone.now())))
    writer.write(stream)
    return stream


def read() -> None:
    stream = long_pdf()
    started = time.perf_counter()
    contents = reader.read(stream)
    seconds = time.perf_counter() - started
    print(f"PDF of {PAGES_OF_PDF} pages, {len(contents.text):,} characters: {seconds:.1f} s, ", end="")
    print("whole" if contents.is_whole else "in part")


def offer(first: int) -> None:
    """A file, with its entry, on every fifth of the pages from a key on that have none."""
    pages = list(Article.objects.filter(pk__gt=first).order_by("pk").values_list("pk", flat=True))[::SHARE]
    files = SiteDocument.objects.bulk_create(SiteDocument(title="附件", file="x.pdf") for _page in pages)
    of_page, of_file = map(ContentType.objects.get_for_model, (Page, SiteDocument))
    common = {"base_content_type": of_page, "content_type": of_page, "to_content_type": of_file}
    ReferenceIndex.objects.bulk_create(
        ReferenceIndex(
            **common, object_id=str(page), to_object_id=str(file.pk), model_path="attachments",
            content_path="attachments", content_path_hash=ReferenceIndex._get_content_path_hash("a"),
        )
        for page, file in zip(pages, files, strict=True)
    )  # fmt: skip
    site = make_site().site
    new = [key_of(pair) for pair in zip(pages, [file.pk for file in files], strict=True)]
    Entry.objects.bulk_create(
        Entry(source=Files.name, key=key, site=site, version=words.VERSION) for key in new
    )


def main() -> None:
    read()
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        make_site("city", kind="portal")
        column, count, last = Column.objects.get(slug="tzgg"), 0, 0
        sizes = [int(argument) for argument in sys.argv[1:] if argument.isdigit()] or SIZES
        for size in sizes:
            add_articles(column, size - count)
            offer(last)
            count, last = size, Article.objects.order_by("pk").values_list("pk", flat=True).last() or 0
            _measure(size)
    finally:
        teardown_databases(databases, verbosity=0)


def _measure(size: int) -> None:
    files, file = Files(), SiteDocument.objects.first()
    assert file is not None
    keys = list(files.keys())
    page, site = int(keys[-1].partition("-")[0]), make_site().site
    figures = {
        "keys": lambda: list(files.keys()),
        "addresses of 20": lambda: files.addresses(keys[:20], site),
        "keys of a page": lambda: [*keys_on(page), *keys_kept_of(page)],
        "is public": lambda: is_public(file),
    }
    told = ", ".join(f"{name} {milliseconds(work):.1f} ms" for name, work in figures.items())
    print(f"{size:>7,} pages, {len(keys):>6,} files: {told}", flush=True)


if __name__ == "__main__":
    with until_done:
        main()
