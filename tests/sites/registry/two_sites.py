"""Two department sites with everything an office can hold, and what must never be seen from one of the other.

`build` makes the site under test ("own"), the site that must stay hidden ("other") and a third one that a
person with two roles shares. Everything of the other site carries a word of `MARKERS`.
"""

from __future__ import annotations

import datetime
import io
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import (
    Collection,
    Comment,
    GroupCollectionPermission,
    Page,
    PageLogEntry,
    ReferenceIndex,
    Revision,
    Task,
    TaskState,
    UploadedFile,
    Workflow,
    WorkflowState,
)
from wagtail.search import index

from portal.content.models import Article, Column, Leader
from search import best_bets
from search.models import BestBet, Synonym
from sites.accounts.models import User
from sites.delivery.models import GreyPeriod
from sites.editorial import operations as editorial
from sites.editorial import withdrawal
from sites.editorial.models import Bundle, BundleMember, Signatory, SignLink, Withdrawal
from sites.media.models import SiteDocument, SiteImage
from sites.media.operations import store_document, store_image
from sites.registry.models import Department, SiteRecord
from sites.registry.roles import roles
from sites.submissions.models import Submission
from tests.factories.bundles import make_bundle
from tests.factories.review import make_signatory
from tests.factories.sites import make_department, make_member, make_site, make_user
from tests.sites.protection import samples

# Lists are searched for this word, which all hidden titles share; it may come back in a search box.
COMMON_WORD = "zebra"
MARKERS = [
    "hiddenhome",
    "hiddenhost",
    "hiddenpage",
    "hiddendraft",
    "hiddenfree",
    "hiddenleader",
    "hiddenbody",
    "hiddenimage",
    "hiddendocument",
    "hiddentag",
    "hiddenperson",
    "hiddenlogin",
    "hiddencomment",
    "hiddenfolder",
    "hiddenpath",
]
OWN_WORD = "visibleown"


@dataclass
class SiteUnderTest:
    """One site: articles (published, under review, free to edit, waiting for sign-off), media, people by
    role, a review, a leader who signs by links."""

    record: SiteRecord
    people: dict[str, User]
    column: Column
    live: Article
    draft: Article
    free: Article
    leader: Leader | None
    image: SiteImage
    document: SiteDocument
    upload: UploadedFile
    folder: Collection
    workflow: Workflow
    task: Task
    workflow_state: WorkflowState
    task_state: TaskState
    redirect: Redirect
    withdrawal: Withdrawal
    submission: Submission
    waiting: Article
    signatory: Signatory
    bundle: Bundle
    best_bet: BestBet

    @property
    def home(self) -> Page:
        return self.record.site.root_page

    @property
    def group(self) -> Group:
        return self.record.groups.get(role="editor").group


@dataclass
class World:
    own: SiteUnderTest
    other: SiteUnderTest
    actors: dict[str, User] = field(default_factory=dict)
    administrator: User | None = None


def build() -> World:
    own = _build_site("own", OWN_WORD, f"{OWN_WORD}.example", lambda word: f"{OWN_WORD} {word}")
    other = _build_site(
        "other", f"{COMMON_WORD} hiddenhome", "hiddenhost.example", lambda word: f"{COMMON_WORD} hidden{word}"
    )
    world = World(own, other, administrator=make_user("安装管理员", is_superuser=True))
    world.actors = {role: make_member(own.record, role) for role in roles()}
    third = make_site("third", name="第三网站", hostname="third.example")
    world.actors["editor of two sites"] = make_member(own.record, "editor")
    for role in ("editor", "signer"):
        third.groups.get(role=role).group.user_set.add(world.actors["editor of two sites"])
    world.actors["member of no site"] = _office_only()
    mourning = datetime.date(2026, 12, 13)
    GreyPeriod.objects.create(starts=mourning, ends=mourning, reason="国家公祭日")
    Synonym.objects.create(pk=1, words="甲乙\n丙丁")
    return world


def browser(user: User | None = None) -> Client:
    """A browser at the site under test; an error of the server is an answer, not an exception."""
    client = Client(SERVER_NAME=f"{OWN_WORD}.example", raise_request_exception=False)
    if user:
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _office_only() -> User:
    group = Group.objects.create(name="只能进入后台")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    user = make_user("没有网站的人")
    user.groups.add(group)
    return user


def _build_site(code: str, name: str, hostname: str, titled) -> SiteUnderTest:
    record = make_site(
        code, name=name, hostname=hostname, sponsor=make_department(f"{code}单位", short_name=code)
    )
    people = {
        role: make_member(record, role, titled("person"), username=f"{titled('login').split()[1]}-{role}")
        for role in roles()
    }
    column = Column.objects.descendant_of(record.site.root_page).get(slug="tzgg")
    image, document = _media(record, people["editor"], titled)
    live = _article(column, titled("page"), people, image, document, titled)
    _approve(live, people, "reviewer", "secrecy_reviewer", "signer")
    draft = _article(column, titled("draft"), people, image, document, titled)
    Comment.objects.create(page=draft, user=people["editor"], text=titled("comment"), contentpath="title")
    free = _article(column, titled("free"), people, image, document, titled, submit=False)
    asked = withdrawal.request(live, people["reviewer"], "error", titled("page"))
    # Only the other site has one, so whoever looks for the type looks at the other site.
    leader = _leader(record, titled("leader")) if code == "other" else None
    folder = record.collection.add_child(name=titled("folder"))
    workflow_state = WorkflowState.objects.get(object_id=str(draft.pk))
    site = SiteUnderTest(
        record=record,
        people=people,
        column=column,
        live=Article.objects.get(pk=live.pk),
        draft=Article.objects.get(pk=draft.pk),
        free=Article.objects.get(pk=free.pk),
        leader=leader,
        image=image,
        document=document,
        upload=UploadedFile.objects.create(uploaded_by_user=people["editor"], file="uploads/x.jpg"),
        folder=folder,
        workflow=workflow_state.workflow,
        task=workflow_state.current_task_state.task,
        workflow_state=workflow_state,
        task_state=workflow_state.current_task_state,
        redirect=Redirect.objects.create(
            old_path=f"/{titled('path').split()[1]}", site=record.site, redirect_page=live
        ),
        withdrawal=asked,
        submission=_submission(live, column, record.code),
        waiting=_waiting_for_sign_off(column, people, image, document, titled),
        signatory=make_signatory(record, titled("person"), post=titled("person")),
        bundle=make_bundle([draft], people["editor"], titled("page")),
        best_bet=_best_bet(record, live, titled("page")),
    )
    for thing in filter(None, (site.live, site.draft, free, leader, image, document)):
        index.insert_or_update_object(thing)
        ReferenceIndex.create_or_update_for_object(thing)
    return site


def _best_bet(record: SiteRecord, page: Article, query: str) -> BestBet:
    bet = BestBet(site=record.site, queries=query, source="pages", key=str(page.pk))
    best_bets.keep(bet)
    return bet


def _submission(page: Article, column: Column, code: str) -> Submission:
    """Years old: the ranking of the present month names its units, whose names are public."""
    long_ago = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
    return Submission.objects.create(
        source_id=page.pk,
        title=page.title,
        source_site_code=code,
        column_id=column.pk,
        target_site_code=code,
        offered_by=page.owner,
        offered_at=long_ago,
        answer_by=long_ago,
    )


def _waiting_for_sign_off(column: Column, people: dict[str, User], image, document, titled) -> Article:
    waiting = _article(column, titled("draft"), people, image, document, titled)
    _approve(waiting, people, "reviewer", "secrecy_reviewer")
    return Article.objects.get(pk=waiting.pk)


def _approve(article: Article, people: dict[str, User], *approvers: str) -> None:
    for approver in approvers:
        editorial.approve(Article.objects.get(pk=article.pk), people[approver])


def _media(record: SiteRecord, by: User, titled) -> tuple[SiteImage, SiteDocument]:
    picture = io.BytesIO(samples.photo())
    image = store_image(picture, titled("image"), titled("image"), record.collection, by)
    text = io.BytesIO(titled("document").encode())
    document = store_document(text, titled("document"), record.collection, by, name="a.txt")
    for thing in (image, document):
        thing.tags.add(titled("tag"))
    return image, document


def _leader(record: SiteRecord, name: str) -> Leader:
    column = Column.objects.descendant_of(record.site.root_page).filter(kind="leaders").first()
    return column.add_child(instance=Leader(title=name, post="局长", duties="<p>全面工作</p>", live=False))


def _article(
    column: Column, title: str, people: dict[str, User], image, document, titled, submit: bool = True
) -> Article:
    """An article written by the site's editor, under review unless `submit` is false."""
    article = column.add_child(
        instance=Article(
            title=title,
            live=False,
            owner=people["editor"],
            cover=image,
            responsible_person=people["editor"],
            body=[
                ("paragraph", f"<p>{titled('body')}</p>"),
                ("attachment", {"document": document, "title": ""}),
            ],
        )
    )
    article.save_revision(user=people["editor"], log_action=True)
    if submit:
        editorial.submit(Article.objects.get(pk=article.pk), people["editor"])
    return article


def traces(site: SiteUnderTest) -> dict[str, Any]:
    """All that must not change in a site, by the name of its table; compared before and after a request."""
    pages = Page.objects.descendant_of(site.home, inclusive=True)
    keys = [str(key) for key in pages.values_list("pk", flat=True)]
    media = {"collection__path__startswith": site.record.collection.path}
    querysets = {
        "pages": pages,
        "articles": Article.objects.descendant_of(site.home),
        "revisions": Revision.objects.filter(object_id__in=keys).defer("content"),
        "workflow states": WorkflowState.objects.filter(object_id__in=keys),
        "task states": TaskState.objects.filter(workflow_state__object_id__in=keys),
        "page log": PageLogEntry.objects.filter(page_id__in=keys),
        "comments": Comment.objects.filter(page_id__in=keys),
        "images": SiteImage.objects.filter(**media),
        "documents": SiteDocument.objects.filter(**media),
        "collections": Collection.objects.filter(path__startswith=site.record.collection.path),
        "collection rights": GroupCollectionPermission.objects.filter(
            collection__path__startswith=site.record.collection.path
        ),
        "uploads": UploadedFile.objects.filter(uploaded_by_user__in=site.people.values()),
        "people": User.objects.filter(pk__in=[user.pk for user in site.people.values()]),
        "groups": Group.objects.filter(site_group__record=site.record),
        "members": User.groups.through.objects.filter(group__site_group__record=site.record),
        "workflows": Workflow.objects.filter(pk=site.workflow.pk),
        "tasks": Task.objects.filter(pk=site.task.pk),
        "bundles": Bundle.objects.filter(site_code=site.record.code),
        "pages in bundles": BundleMember.objects.filter(bundle__site_code=site.record.code),
        "redirects": Redirect.objects.filter(site=site.record.site),
        "recommended results": BestBet.objects.filter(site=site.record.site),
        "record": SiteRecord.objects.filter(pk=site.record.pk),
        "signatories": Signatory.objects.filter(record=site.record),
        "signing links": SignLink.objects.filter(signatory__record=site.record),
        "sponsor": Department.objects.filter(pk=site.record.sponsor_id),
    }
    return {name: list(queryset.order_by("pk").values_list()) for name, queryset in querysets.items()}
