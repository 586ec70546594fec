"""Rules about the page types of this room: what they must hold, official documents, posts of leaders."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.text import capfirst

from sites.editorial.rules.reading import Reading
from sites.editorial.rules.registry import Hit, rule
from sites.pages.texts import plain_text

from .models import Article, Leader


@rule("required.elements")
@rule("recommended.elements")
def missing_elements(reading: Reading, parameters: dict[str, Any]) -> Iterator[Hit]:
    page = reading.page
    for fields in parameters["elements"].get(page._meta.model_name, []):
        if not any(_is_filled(page, field) for field in fields):
            yield Hit(fields[0], capfirst(str(page._meta.get_field(fields[0]).verbose_name)))


def _is_filled(page: Any, field: str) -> bool:
    value = getattr(page, field)
    return bool(plain_text(value) if isinstance(value, str) else value)


@rule("document.number")
def number_pattern(reading: Reading, parameters: dict[str, Any]) -> Iterator[Hit]:
    number = getattr(reading.page, "document_number", "")
    if number and not any(re.fullmatch(pattern, number) for pattern in parameters["patterns"]):
        yield Hit("document_number", number)


@rule("document.issuer")
def number_without_issuer(reading: Reading, parameters: dict[str, Any]) -> Iterator[Hit]:
    page = reading.page
    if isinstance(page, Article) and page.document_number and not page.issuer.strip():
        yield Hit("issuer", page.document_number)


@rule("document.signed")
def signed_after_publication(reading: Reading, parameters: dict[str, Any]) -> Iterator[Hit]:
    page = reading.page
    if isinstance(page, Article) and page.signed_on and page.display_date:
        shown = timezone.localdate(page.display_date)
        if page.signed_on > shown:
            yield Hit("signed_on", page.signed_on.isoformat(), values={"shown": shown.isoformat()})


@rule("document.unique")
def number_used_twice(reading: Reading, parameters: dict[str, Any]) -> Iterator[Hit]:
    page = reading.page
    if not isinstance(page, Article) or not page.document_number or page.is_reprint or not reading.home_path:
        return
    same = Article.objects.live().exclude(pk=page.pk).filter(path__startswith=reading.home_path)
    same = same.filter(document_number=page.document_number, issuer=page.issuer, is_reprint=False)
    for title in same.values_list("title", flat=True)[:1]:
        yield Hit("document_number", page.document_number, values={"title": title})


@rule("leaders.post")
def wrong_post(reading: Reading, parameters: dict[str, Any]) -> Iterator[Hit]:
    """The dated table of leaders are the pages of the leaders: each is valid from its first publication."""
    posts = "|".join(sorted(map(re.escape, parameters["posts"]), key=len, reverse=True))
    text = "\n".join(place.text for place in reading.prose)
    for name, post in _leaders(reading):
        if name not in text:
            continue
        named = re.compile(rf"({posts}){re.escape(name)}")
        for place in reading.prose:
            for match in named.finditer(place.text):
                if not _holds(post, match.group(1)):
                    yield Hit(place.path, match.group(), values={"name": name, "post": post})


def _leaders(reading: Reading) -> list[tuple[str, str]]:
    if isinstance(reading.page, Leader) or not reading.page.display_date:
        return []
    valid = Leader.objects.live().filter(first_published_at__lte=reading.page.display_date)
    return list(valid.values_list("title", "post"))


def _holds(post: str, said: str) -> bool:
    """Whether somebody of `post`, such as "市委副书记、市长", may be called `said`: a 副市长 is no 市长."""
    parts = [part.strip() for part in re.split(r"[、，,；;\s]", post)]
    return any(part.endswith(said) and not part.removesuffix(said).endswith(("副", "代")) for part in parts)
