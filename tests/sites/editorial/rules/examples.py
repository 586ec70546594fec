"""Makes pages of the examples in the rule sets: their tests are data, like the rules.

A string is a paragraph of an article. A table names its fields, and beside them: `type` (another page type),
`text` (a body to be had by name), `picture`, `file`, `leaders` (name and post), `beside` (live pages) and
`copy` (of a withdrawn page, with what was decided about it), `secrecy` (what the last review concluded).
Dates are given in days or hours from now.
"""

from __future__ import annotations

import datetime
import re

from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.html import format_html

from portal.content.models import Column
from sites.editorial.models import StepState
from sites.media.models import SiteDocument, SiteImage
from sites.submissions.models import Copy, SourceChange, Submission
from tests.factories import files, pages
from tests.factories.sites import make_user

FACTORIES = {
    "article": pages.ArticleFactory,
    "leader": pages.LeaderFactory,
    "plainpage": pages.PlainPageFactory,
}
LONG = {
    "long": "".join(
        f"第{number}条 各单位应当在{number * 7 % 28 + 1}日前完成第{number}项工作。" for number in range(40)
    ),
    "other": "".join(f"本市第{number * 3}号桥梁全长{number * 17}米，今年开始维修。" for number in range(40)),
}
RELATIVE = re.compile(r"([+-]\d+) (days|hours)")


def page_of(example: str | dict, column: Column):
    """An unpublished page below `column`, as an editor leaves it."""
    fields = {"body": [paragraph(example)]} if isinstance(example, str) else dict(example)
    for neighbour in fields.pop("beside", []):
        _make(neighbour, column, live=True)
    for name, post in fields.pop("leaders", {}).items():
        longer_ago = timezone.now() - datetime.timedelta(days=100)
        pages.LeaderFactory(parent=column, title=name, post=post, first_published_at=longer_ago)
    return _make(fields, column, live=False)


def paragraph(text: str) -> dict:
    return {"type": "paragraph", "value": format_html("<p>{}</p>", text)}


def _make(example: dict, column: Column, live: bool):
    fields = {name: _value(name, value) for name, value in example.items() if name != "beside"}
    kind = fields.pop("type", "article")
    if text := fields.pop("text", ""):
        fields["body"] = [paragraph(LONG[text])]
    picture, file = fields.pop("picture", None), fields.pop("file", None)
    copy, conclusion = fields.pop("copy", None), fields.pop("secrecy", None)
    page = FACTORIES[kind].build(**{**({"body": []} if "body" in fields else {}), **_without_body(fields)})
    if "body" in fields:
        page.body = fields["body"]
    if picture:
        page.body.append(("image", {"image": image(column, **picture), "caption": ""}))
    if file:
        page.attachments.append(("attachment", {"document": document(column, **file), "title": ""}))
    page.live = False
    column.add_child(instance=page)
    if live:
        _publish(page)
    if copy is not None:
        _copy_of_a_withdrawn_page(page, column, decision=copy)
    if conclusion:
        _reviewed(page, conclusion)
    return page


def _copy_of_a_withdrawn_page(page, column: Column, decision: str) -> None:
    source = _make({"title": "原文"}, column, live=False)
    revision, person = source.save_revision(), make_user()
    offered = Submission.objects.create(
        source_id=source.pk, column_id=column.pk, offered_by=person, answer_by=timezone.now(), state="adopted"
    )
    made = Copy.objects.create(submission=offered, page_id=page.pk, way="mirror", revision=revision)
    SourceChange.objects.create(copy=made, kind="withdrawn", revision=revision, decision=decision)


def _reviewed(page, conclusion: str) -> None:
    page.save_revision()
    review = page.get_workflow().start(page, None)
    StepState.objects.filter(workflow_state=review).update(conclusion=conclusion)


def _without_body(fields: dict) -> dict:
    return {name: value for name, value in fields.items() if name != "body"}


def _publish(page) -> None:
    from sites.editorial.rules import likeness

    page.live, page.first_published_at = True, timezone.now()
    with pages.gate.opened():
        page.save()
    likeness.remember(page)


def _value(name: str, value):
    match = RELATIVE.fullmatch(value) if isinstance(value, str) else None
    if not match:
        return value
    moment = timezone.now() + datetime.timedelta(**{match[2]: int(match[1])})
    return timezone.localdate(moment) if name.endswith("_on") else moment


def image(column: Column, title: str, description: str = "", is_decorative: bool = False) -> SiteImage:
    return SiteImage.objects.create(
        title=title, description=description, is_decorative=is_decorative, width=1, height=1, file="x.png"
    )


def document(
    column: Column, kind: str, text: str, damaged: bool = False, locked: bool = False
) -> SiteDocument:
    content = {"docx": files.word, "xlsx": files.workbook, "pdf": files.pdf, "rtf": files.rtf}[kind](text)
    if locked:
        content = files.locked_pdf(content)
    if damaged:
        content = content[: len(content) // 2]
    stored = SiteDocument(title=f"附件.{kind}", file=ContentFile(content, name=f"file.{kind}"))
    stored._set_document_file_metadata()
    stored.save()
    return stored
