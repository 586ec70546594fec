"""How fast the search finds, suggests and is built: 100,000 documents of one kilobyte, with facets and marks.

`PYTHONPATH=. python bench/finding.py [--sqlite] [--postgresql] [--opensearch] [documents]` (or `make bench`):
all three engines, one after another, unless some are named. Prints the milliseconds of the 50th and 95th of a
hundred queries, by how much they find, and the ratio to what is allowed.
"""

from __future__ import annotations

import os
import random
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING

from scripts import search_server
from tests.browser import postgresql
from tests.servers import free_port

if TYPE_CHECKING:
    from wagtail.models import Site

    from search.documents import Document
    from search.sources import Source

DOCUMENTS, CLIENTS, SECONDS = 100_000, 16, 10
ROUNDS, CHUNK = 40, 1_000
# Megabytes of memory of the node of a cluster.
HEAP = 2_000
ENGINES = ("sqlite", "postgresql", "opensearch")
# Milliseconds, by how many results there are.
FEW, MANY, MOST = "up to 2,000", "20,000 to 40,000", "more"
LIMITS = {
    "sqlite": {FEW: {"p50": 15.0, "p95": 50.0}, MANY: {"p95": 150.0, "max": 500.0}, MOST: {"max": 500.0}},
    "postgresql": {FEW: {"p95": 80.0}, MANY: {"max": 500.0}, MOST: {"max": 500.0}},
    "opensearch": {FEW: {"p95": 100.0}, MANY: {"p95": 100.0}, MOST: {}},
}
until_done = ExitStack()


def prepare(engine: str) -> None:
    """Begin servers before Django reads its settings; or use those of the process that began this one."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings.production"
    os.environ["YIZHAN_SECRET_KEY"] = secrets.token_urlsafe(64)
    if "BENCH_DATA" not in os.environ:
        os.environ["BENCH_DATA"] = until_done.enter_context(tempfile.TemporaryDirectory())
        os.environ["DATABASE_URL"] = f"sqlite:///{os.environ['BENCH_DATA']}/search.sqlite3"
        if engine == "postgresql":
            os.environ["DATABASE_URL"] = until_done.enter_context(postgresql.server())
        if engine == "opensearch":
            node = search_server.running([(free_port(), free_port())], heap=HEAP)
            os.environ["SEARCH_URL"] = until_done.enter_context(node).url
    os.environ["YIZHAN_DATA"] = os.environ["BENCH_DATA"]
    import django

    django.setup()


def timed(work: Callable[[str], object], queries: Sequence[str]) -> list[float]:
    """Milliseconds of each, in order."""
    taken = []
    for query in queries:
        started = time.perf_counter()
        work(query)
        taken.append((time.perf_counter() - started) * 1000)
    return sorted(taken)


def told(name: str, taken: list[float], allowed: dict[str, float]) -> None:
    figures = {
        "p50": statistics.median(taken),
        "p95": taken[int(len(taken) * 0.95)],
        "max": taken[-1],
    }
    parts = [
        f"{key} {value:.1f} ms"
        + (f" ({value / allowed[key]:.2f} of {allowed[key]:g})" if key in allowed else "")
        for key, value in figures.items()
    ]
    print(f"{name:<34}{len(taken):>4} queries: {', '.join(parts)}", flush=True)


def build(engine: str, count: int) -> None:
    from django.core.management import call_command
    from wagtail.models import Page, Site

    from bench.corpus import Corpus
    from search import entries

    call_command("migrate", verbosity=0)
    root = Page.objects.get(depth=1)
    sites = [
        Site.objects.create(hostname=f"s{number}.example", site_name=f"第{number}站", root_page=root).pk
        for number in range(50)
    ]
    corpus = list(Corpus(count, sites))
    source = source_of(corpus)
    text = sum(len(f"{each.title}{each.summary}{each.body}".encode()) for each in corpus)
    started = time.perf_counter()
    for start in range(0, count, CHUNK):
        entries.put(source.name, corpus[start : start + CHUNK])
    told_speed("filled", count, time.perf_counter() - started)
    started = time.perf_counter()
    if engine == "opensearch":
        from search.cluster import changes

        changes.rebuild(lambda *_done: None)
        told_speed("told the cluster", count, time.perf_counter() - started)
        print(f"text {text / 1e6:.0f} MB, index {size_of_index() / text:.2f} of it", flush=True)
    else:
        from search import maintenance

        maintenance.rebuild(lambda *_done: None)
        told_speed("rebuilt", count, time.perf_counter() - started)
        size = (size_of_database() - text) / text
        print(f"text {text / 1e6:.0f} MB, tables of the search without it {size:.2f} of it", flush=True)


def told_speed(what: str, count: int, seconds: float) -> None:
    speed = count / seconds
    print(
        f"{what}: {speed:,.0f} documents a second ({speed / 3000:.2f} of the 3,000 of a rebuild)", flush=True
    )


def source_of(corpus: Sequence[Document]) -> Source:
    """A room that has published the corpus, and nobody else."""
    from search import sources

    by_key = {each.key: each for each in corpus}

    class Bench(sources.Source):
        name, kinds = "bench", {}

        def keys(self) -> Iterable[str]:
            return by_key

        def documents(self, keys: Iterable[str]) -> Iterator[Document]:
            return (by_key[key] for key in keys)

        def addresses(self, keys: Iterable[str], site: Site) -> dict[str, str]:
            return {key: f"/{key}/" for key in keys}

    sources._sources.clear()
    sources.register(Bench())
    return sources.sources()["bench"]


def size_of_database() -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT sum(pg_total_relation_size(oid)) FROM pg_class "
                "WHERE relkind = 'r' AND relname LIKE 'search_%'"
            )
        else:
            cursor.execute("SELECT sum(pgsize) FROM dbstat WHERE name LIKE 'search_%'")
        return int(cursor.fetchone()[0])


def size_of_index() -> int:
    from search.cluster.connection import client
    from search.cluster.index import alias

    return int(client().indices.stats(index=alias())["_all"]["total"]["store"]["size_in_bytes"])


def queries_by_hits(asked: Callable[[str], int]) -> dict[str, list[str]]:
    """Queries of one to three words, by how much they find."""
    from bench.corpus import Corpus

    choice = random.Random(7)  # noqa: S311 - no secret
    words = Corpus(0, []).words
    found: dict[str, list[str]] = {FEW: [], MANY: [], MOST: []}
    tried = 0
    while tried < 4_000 and len(found[FEW]) < 100:
        tried += 1
        count = choice.choice([1, 2, 2, 3])
        query = " ".join(choice.choices(words[:3_000], k=count))
        if 0 < asked(query) <= 2_000:
            found[FEW].append(query)
    for word in words[:120]:
        total = asked(word)
        if 20_000 <= total <= 40_000:
            found[MANY].append(word)
        elif total > 40_000:
            found[MOST].append(word)
    return found


def main() -> None:
    count = next((int(argument) for argument in sys.argv[1:] if argument.isdecimal()), DOCUMENTS)
    chosen = [engine for engine in ENGINES if f"--{engine}" in sys.argv] or [*ENGINES]
    if "client" in sys.argv:
        client()
    elif len(chosen) == 1:
        with until_done:
            measure(chosen[0], count)
    else:
        for engine in chosen:
            print(f"\n{engine}", flush=True)
            subprocess.run([sys.executable, __file__, f"--{engine}", str(count)], check=True)


def measure(engine: str, count: int) -> None:
    prepare(engine)
    from wagtail.models import Site

    from search.finding import Asked, find
    from search.suggestions import suggestions

    build(engine, count)
    site = Site.objects.get(hostname="s0.example")
    every = tuple(Site.objects.filter(hostname__endswith=".example").values_list("pk", flat=True))

    def asked(query: str) -> int:
        return find(Asked(site, query, every), 0, 20).total

    by_hits = queries_by_hits(asked)
    for name, queries in by_hits.items():
        if queries:
            told(f"hits: {name}", timed(asked, queries), LIMITS[engine][name])
    few = by_hits[FEW]
    beginnings = [word[:length] for length in (1, 2) for word in few]
    told("suggestions, Chinese", timed(lambda typed: suggestions(typed, every), beginnings), {"p95": 50.0})
    letters = ["gj", "sh", "zhu", "gongji", "bao", "ji", "zh", "zhengf", "jy", "xu"]
    told("suggestions, letters", timed(lambda typed: suggestions(typed, every), letters), {"p95": 50.0})
    slips = [f"{word[:1]}{word[2:]}{word[1:2]}" for word in few[:30]]
    told("corrections", timed(asked, slips), {})
    one, many = throughput(1), throughput(CLIENTS)
    print(
        f"1 client {one:,.0f} queries a second, {CLIENTS} clients {many:,.0f}: {many / one:.2f} (least 1.6)"
    )


def throughput(clients: int) -> float:
    """Queries a second of so many processes, which begin together."""
    command, pipe = [sys.executable, __file__, "client"], subprocess.PIPE
    started = [subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) for _number in range(clients)]
    for each in started:
        assert each.stdout is not None
        each.stdout.readline()
    return sum(float(each.communicate()[0]) for each in begun(started))


def begun(started: list[subprocess.Popen[str]]) -> list[subprocess.Popen[str]]:
    """Let all begin before anybody waits for one."""
    for each in started:
        assert each.stdin is not None
        each.stdin.write("begin\n")
        each.stdin.flush()
    return started


def client() -> None:
    prepare("")
    from wagtail.models import Site

    from bench.corpus import Corpus
    from search.finding import Asked, find

    site = Site.objects.get(hostname="s0.example")
    every = tuple(Site.objects.filter(hostname__endswith=".example").values_list("pk", flat=True))
    source_of([])
    words, choice = Corpus(0, []).words, random.Random(os.getpid())  # noqa: S311
    print("ready", flush=True)
    sys.stdin.readline()
    done, started = 0, time.perf_counter()
    while time.perf_counter() - started < SECONDS:
        find(Asked(site, choice.choice(words[200:3_000]), every), 0, 20)
        done += 1
    print(done / (time.perf_counter() - started))


if __name__ == "__main__":
    main()
