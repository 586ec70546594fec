"""A signature is about the files of a page, too, and finds them with few questions."""

from __future__ import annotations

import io

from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.content.models import Article
from sites.media.operations import store_image
from sites.pages import seen
from tests.factories.pages import ArticleFactory
from tests.factories.sites import make_site
from tests.sites.protection import samples


def illustrated(count: int) -> Article:
    """An article with `count` pictures in its text."""
    record = make_site(kind="portal")
    pictures = [
        store_image(
            io.BytesIO(samples.photo(size=(800 + each, 500))), "图", f"照片{each}", record.collection, None
        )
        for each in range(count)
    ]
    body = [("image", {"image": picture, "caption": ""}) for picture in pictures]
    return ArticleFactory(parent=record.site.root_page.get_children().first(), body=body)


def test_every_file_is_part_of_what_is_signed(db):
    article = illustrated(3)
    files = seen.form(article)["files"]
    assert len(files) == 3
    assert all(len(hash_of_content) == 40 and words for _kind, _key, hash_of_content, words in files)


def test_many_files_cost_no_more_questions_than_one(db):
    costs = []
    for count in (1, 4):
        article = Article.objects.get(pk=illustrated(count).pk)
        list(article.body)
        with CaptureQueriesContext(connection) as captured:
            seen.form(article)
        costs.append(len(captured))
    assert costs[0] == costs[1]
