"""Several machines, each with copies of its own: what expires is told to all through a stream in Redis.

Every machine that serves pages follows the stream and says how far it got. Whoever publishes waits until
those that are alive have got there. A machine that was away reads on where it stopped; where that is not
possible any more it makes all its copies anew. Without Redis stored pages go on being served, and the expiry
is told by its row of work as soon as Redis is there again.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Iterable
from functools import cache
from typing import Any
from uuid import uuid4

from django.conf import settings

from .store import EVERYTHING, Store

logger = logging.getLogger(__name__)

STREAM, MACHINES = "yizhan:expiries", "yizhan:machines:"
# About a day of a busy city; who was away for longer begins anew.
LENGTH = 100_000
# A machine that did not speak for so long is not waited for; it reads on when it comes back.
ALIVE_SECONDS = 5
LOOK_SECONDS, WAIT_SECONDS = 1.0, 2.0
# A Redis that does not answer must not hold up whoever publishes.
ANSWER_SECONDS = 3
BEGINNING = "0-0"


def tell(names: Iterable[str], token: str) -> None:
    """Have every machine take away its copies with one of these tags; return when all that are alive did.

    Raises:
        redis.RedisError: they were not told.
    """
    if not settings.COPIES_REDIS:
        return
    redis = _redis()
    what = json.dumps(sorted(names), ensure_ascii=False)
    number = redis.xadd(STREAM, {"tags": what, "token": token}, maxlen=LENGTH, approximate=True)
    until = time.monotonic() + WAIT_SECONDS
    while behind := _behind(redis, number):
        if time.monotonic() > until:
            logger.error("These machines still show outdated pages: %s", ", ".join(behind))
            return
        time.sleep(0.005)


def follow_once(place: Store, block: float = LOOK_SECONDS) -> None:
    """Do what other machines told since the last time, and wait `block` seconds for more.

    Raises:
        redis.RedisError: Redis does not answer.
    """
    redis = _redis()
    last = _where_it_stopped(redis, place)
    _say(redis, place, last)
    found = redis.xread({STREAM: last}, block=int(block * 1000))
    for _stream, entries in found or []:
        for number, entry in entries:
            place.expire(json.loads(entry["tags"]), entry["token"])
            (place.root / "followed").write_text(number)
            _say(redis, place, number)


def follow(place: Store) -> None:
    """Follow the stream until the process ends."""
    from redis import RedisError

    was_there = True
    while True:
        try:
            follow_once(place)
        except RedisError as error:
            if was_there:
                logger.error("Redis does not answer; stored pages may be outdated until it does: %s", error)
            was_there = False
            time.sleep(LOOK_SECONDS)
        else:
            if not was_there:
                logger.warning("Redis answers again.")
            was_there = True


def catch_up(place: Store) -> None:
    """Before this machine serves pages: do what others told while it was away."""
    if not settings.COPIES_REDIS:
        return
    from redis import RedisError

    try:
        follow_once(place, block=0.001)
    except RedisError as error:
        logger.error("Redis does not answer; stored pages may be outdated until it does: %s", error)
    place.index.close()


def _where_it_stopped(redis: Any, place: Store) -> str:
    """Number of the last entry this machine knows of. If any after it may be lost, all copies go."""
    note = place.root / "followed"
    last = note.read_text() if note.exists() else ""
    first, newest = _ends(redis)
    if last and _order(first) <= _order(last) <= _order(newest):
        return last
    place.expire([EVERYTHING], f"stream {newest} {uuid4().hex}")
    note.write_text(newest)
    return newest


def _ends(redis: Any) -> tuple[str, str]:
    """Numbers of the oldest entry and of the last one ever made."""
    if not redis.exists(STREAM):
        return BEGINNING, BEGINNING
    known = redis.xinfo_stream(STREAM)
    return (known["first-entry"] or [BEGINNING])[0], known["last-generated-id"]


def _say(redis: Any, place: Store, number: str) -> None:
    redis.set(f"{MACHINES}{_name(place)}", number, ex=ALIVE_SECONDS)


def _behind(redis: Any, number: str) -> list[str]:
    """The machines that are alive and have not got to `number`."""
    names = list(redis.scan_iter(f"{MACHINES}*"))
    reached = zip(names, redis.mget(names), strict=True) if names else []
    return [name for name, at in reached if at is not None and _order(at) < _order(number)]


def _order(number: str) -> tuple[int, int]:
    milliseconds, _dash, serial = number.partition("-")
    return int(milliseconds), int(serial)


def _name(place: Store) -> str:
    """Of this machine, the same for all its processes."""
    note = place.root / "machine"
    if not note.exists():
        place.root.mkdir(parents=True, exist_ok=True)
        note.write_text(uuid4().hex)
    return note.read_text()


@cache
def _redis_at(url: str) -> Any:
    # Only installations of several machines have it (requirements-distributed.txt).
    from redis import Redis

    return Redis.from_url(url, decode_responses=True, socket_timeout=ANSWER_SECONDS)


def _redis() -> Any:
    return _redis_at(settings.COPIES_REDIS)
