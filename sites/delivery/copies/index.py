"""Which copy was made from what: a small SQLite file beside the copies, shared by all processes of a machine.

A page may change while its copy is being made. So whoever begins notes the number of the last expiry, and a
copy is taken in only if none of its tags expired since. Two steps keep that true wherever a process is
killed: the copy is announced with its tags before its file is written, and confirmed after. An expiry between
the two takes the announcement away; a file without one is never left.
"""

from __future__ import annotations

import json
import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

# Who took longer than this to make a copy does not keep it; older expiries are forgotten.
REMEMBERED_SECONDS = 3600
BUSY_SECONDS = 10
_SCHEMA = """
    CREATE TABLE IF NOT EXISTS copies (id INTEGER PRIMARY KEY, file TEXT NOT NULL UNIQUE);
    CREATE TABLE IF NOT EXISTS tags (
        tag TEXT NOT NULL, copy INTEGER NOT NULL REFERENCES copies ON DELETE CASCADE, PRIMARY KEY (tag, copy)
    ) WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS tags_of_copy ON tags (copy);
    CREATE TABLE IF NOT EXISTS expiries (
        number INTEGER PRIMARY KEY AUTOINCREMENT, token TEXT NOT NULL, at REAL NOT NULL
    );
    CREATE TABLE IF NOT EXISTS expired (tag TEXT PRIMARY KEY, number INTEGER NOT NULL) WITHOUT ROWID;
"""


class Index:
    """The index in the file `path`. Each thread has a connection of its own."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._own = threading.local()

    def now(self) -> int:
        """The number of the last expiry, to be noted before a copy is made."""
        return self._connection().execute("SELECT coalesce(max(number), 0) FROM expiries").fetchone()[0]

    def last_expiry(self, tags: Iterable[str]) -> int:
        """The number of the last expiry of one of `tags`, as far as expiries are remembered."""
        found = self._connection().execute(
            "SELECT max(coalesce(max(number), 0), coalesce((SELECT min(number) FROM expiries), 1) - 1) "
            "FROM expired WHERE tag IN (SELECT value FROM json_each(?))",
            (json.dumps([*tags]),),
        )
        return found.fetchone()[0]

    def announce(self, file: str, tags: Iterable[str], since: int) -> bool:
        """Note that a copy with these tags is about to be written; False when one of them expired since."""
        names = json.dumps(sorted(tags))
        with self._alone() as database:
            first = database.execute("SELECT coalesce(min(number), 1) FROM expiries").fetchone()[0]
            newer = database.execute(
                "SELECT 1 FROM expired WHERE number > ? AND tag IN (SELECT value FROM json_each(?)) LIMIT 1",
                (since, names),
            ).fetchone()
            # An expiry that was forgotten may have been about this copy.
            if newer or since + 1 < first:
                return False
            database.execute("DELETE FROM copies WHERE file = ?", (file,))
            made = database.execute("INSERT INTO copies (file) VALUES (?)", (file,)).lastrowid
            database.execute("INSERT INTO tags SELECT value, ? FROM json_each(?)", (made, names))
            return True

    @contextmanager
    def confirming(self, file: str) -> Iterator[bool]:
        """Whether the announced copy may still be written; nothing expires meanwhile."""
        with self._alone() as database:
            known = database.execute("SELECT 1 FROM copies WHERE file = ?", (file,)).fetchone()
            yield known is not None

    @contextmanager
    def expiring(self, tags: Iterable[str], token: str) -> Iterator[list[str]]:
        """The files of all copies with one of `tags`, which are to be removed meanwhile.

        An expiry of the same `token` is made once.
        """
        with self._alone() as database:
            if database.execute("SELECT 1 FROM expiries WHERE token = ?", (token,)).fetchone():
                yield []
                return
            self._forget(database)
            names = json.dumps(sorted(tags))
            number = database.execute(
                "INSERT INTO expiries (token, at) VALUES (?, ?)", (token, time.time())
            ).lastrowid
            database.execute(
                "INSERT OR REPLACE INTO expired SELECT value, ? FROM json_each(?)", (number, names)
            )
            found = database.execute(
                "SELECT DISTINCT copies.id, copies.file FROM copies JOIN tags ON tags.copy = copies.id "
                "WHERE tags.tag IN (SELECT value FROM json_each(?))",
                (names,),
            ).fetchall()
            keys = json.dumps([key for key, _file in found])
            # Tags first: as a consequence of the other they would go one by one, which takes thrice as long.
            database.execute("DELETE FROM tags WHERE copy IN (SELECT value FROM json_each(?))", (keys,))
            database.execute("DELETE FROM copies WHERE id IN (SELECT value FROM json_each(?))", (keys,))
            yield [file for _key, file in found]

    def knows(self, file: str) -> bool:
        return bool(self._connection().execute("SELECT 1 FROM copies WHERE file = ?", (file,)).fetchone())

    def knows_any_of(self, host: str) -> bool:
        """Whether there is a copy of any address of a host."""
        # "0" comes right after "/".
        below = (f"{host}/", f"{host}0")
        found = self._connection().execute("SELECT 1 FROM copies WHERE file > ? AND file < ? LIMIT 1", below)
        return found.fetchone() is not None

    def files(self) -> list[str]:
        return [row[0] for row in self._connection().execute("SELECT file FROM copies ORDER BY file")]

    def close(self) -> None:
        """Close the connection of this thread; the next question opens another."""
        self._connection().close()
        del self._own.connection

    @staticmethod
    def _forget(database: sqlite3.Connection) -> None:
        """Leave out expiries that nobody can ask for, but never the last: its number counts on."""
        before = time.time() - REMEMBERED_SECONDS
        last = database.execute(
            "SELECT max(number) FROM expiries WHERE at < ? AND number < (SELECT max(number) FROM expiries)",
            (before,),
        ).fetchone()[0]
        if last is not None:
            database.execute("DELETE FROM expiries WHERE number <= ?", (last,))
            database.execute("DELETE FROM expired WHERE number <= ?", (last,))

    @contextmanager
    def _alone(self) -> Iterator[sqlite3.Connection]:
        """A transaction during which no other process changes the index."""
        database = self._connection()
        database.execute("BEGIN IMMEDIATE")
        try:
            yield database
        except BaseException:
            database.execute("ROLLBACK")
            raise
        database.execute("COMMIT")

    def _connection(self) -> sqlite3.Connection:
        found: sqlite3.Connection | None = getattr(self._own, "connection", None)
        if found is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            found = sqlite3.connect(self._path, timeout=BUSY_SECONDS, isolation_level=None)
            found.executescript(
                f"PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; {_SCHEMA}"
            )
            self._own.connection = found
        return found
