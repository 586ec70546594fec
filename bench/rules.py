"""What it costs to check a page by all rules: CPU per 10,000 characters, with few and with very many words.

`PYTHONPATH=. python bench/rules.py` (or `make bench`).
"""

from __future__ import annotations

import os
import random
import tempfile
import time
from collections.abc import Callable
from functools import partial

os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings.test"
os.environ["YIZHAN_DATA"] = tempfile.mkdtemp()

import django

django.setup()

from django.test.utils import setup_databases, teardown_databases  # noqa: E402
from wagtail.models import Page  # noqa: E402

from portal.content.models import Article, Column  # noqa: E402
from sites.editorial.rules import vocabulary  # noqa: E402
from sites.editorial.rules.checking import check  # noqa: E402
from sites.editorial.rules.vocabulary import Vocabulary, Word  # noqa: E402
from tests.factories.sites import make_site  # noqa: E402

CHARACTERS = 10_000
TYPICAL = 2_000
PARAGRAPH = 200
WORDS = 50_000
RUNS = 15
ALLOWED_MS = 150
# The characters of ordinary official prose, so that words and text have them in common.
LETTERS = "市人民政府关于进一步做好安全生产工作的通知各县区部门单位要认真贯彻落实加强管理服务群众确保完成"


def article(characters: int) -> Article:
    chance = random.Random(1)  # noqa: S311 - the same text every time
    texts = ["".join(chance.choices(LETTERS, k=PARAGRAPH)) for _number in range(characters // PARAGRAPH)]
    page = Article(
        title="关于做好安全生产工作的通知",
        live=False,
        summary="现将有关事项通知如下。",
        body=[("paragraph", f"<p>{text}。</p>") for text in texts],
    )
    Column.objects.get(slug="tzgg").add_child(instance=page)
    return Article.objects.get(pk=page.pk)


def generated() -> list[Word]:
    chance = random.Random(2)  # noqa: S311
    words = {"".join(chance.choices(LETTERS, k=chance.randint(4, 8))) for _number in range(WORDS + 1_000)}
    return [Word(word, "改") for word in sorted(words)[:WORDS]]


def milliseconds(work: Callable[[], object]) -> float:
    """CPU of the middle one of several runs."""
    spent = []
    for _run in range(RUNS):
        started = time.process_time()
        work()
        spent.append((time.process_time() - started) * 1000)
    return sorted(spent)[RUNS // 2]


def main() -> None:
    databases = setup_databases(verbosity=0, interactive=False)
    make_site("bench")
    pages: dict[int, Page] = {size: article(size) for size in (TYPICAL, CHARACTERS)}
    check(pages[TYPICAL])
    for size, page in pages.items():
        print(f"{size:>6,} characters, shipped lists: {milliseconds(partial(check, page)):6.1f} ms")
    few = milliseconds(lambda: check(pages[CHARACTERS]))
    many_words = Vocabulary({name: generated() for name in vocabulary.LISTS})
    vocabulary.shipped.cache_clear()
    vocabulary.shipped = lambda: many_words  # type: ignore[assignment]
    many = milliseconds(lambda: check(pages[CHARACTERS]))
    print(f"{CHARACTERS:>6,} characters, {WORDS:,} words: {many:11.1f} ms")
    print(f"ratio of {WORDS:,} words to the shipped lists: {many / few:.2f}")
    print(f"ratio to the {ALLOWED_MS} ms allowed: {many / ALLOWED_MS:.2f}")
    teardown_databases(databases, verbosity=0)


if __name__ == "__main__":
    main()
