"""Makes the pages through the operations an editor uses: draft, submission, approvals by several others."""

from __future__ import annotations

import datetime
import io
import zlib
from collections.abc import Callable

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from portal.content.models import Alert, Article, Column, Institution, Leader, LinkItem, PlainPage, Topic
from sites.accounts.models import User
from sites.editorial.levels import level_of, steps
from sites.editorial.operations import approve, submit
from sites.media.models import SiteImage
from sites.media.operations import store_document
from sites.pages.models import GovPage
from sites.registry.models import Department, SiteRecord
from sites.registry.roles import roles

from . import attachments, bodies, dataset
from .model import Municipality, PageSpec
from .models import BuiltPage
from .picture_store import PictureStore


class PageMaker:
    """Makes one page after the other; remembers what was made, by key."""

    def __init__(
        self,
        town: Municipality,
        departments: dict[str, Department],
        users: dict[str, User],
        records: dict[str, SiteRecord],
        store: PictureStore,
    ):
        self._departments, self._records, self._store = departments, records, store
        self._people = {
            (site, role): [
                users[row["username"]] for row in town.accounts if (row["site"], row["role"]) == (site, role)
            ]
            for site in records
            for role in roles()
        }
        self._faulty = {fault["page"] for fault in dataset.faults()}
        self._parents: dict[tuple[str, str], Page] = {}
        self._made: dict[str, tuple[int, str]] = {
            built.key: (built.page_id, built.page.title) for built in BuiltPage.objects.select_related("page")
        }

    def is_made(self, key: str) -> bool:
        return key in self._made

    def author(self, site: str, key: str) -> User:
        """Who writes a page: the editors of a site take turns."""
        editors = self._people[site, "editor"]
        return editors[zlib.crc32(key.encode()) % len(editors)]

    def person(self, site: str, role: str) -> User:
        return self._people[site, role][0]

    @transaction.atomic
    def make(self, spec: PageSpec) -> None:
        """Make a page with everything it shows, unless it is there already."""
        if self.is_made(spec.key):
            return
        page = self.add(spec)
        self._begin_in_the_past(page, spec)
        self.put_through_review(page, spec.site, spec.key)
        Page.objects.filter(pk=page.pk).update(last_published_at=timezone.make_aware(spec.when))
        self.remember(spec.key, page)

    def add(self, spec: PageSpec) -> GovPage:
        """Put a page where it belongs, as its author leaves it: nothing of it is public."""
        page = self._draft(spec)
        self._set_shared(page, spec)
        self._parent(spec).add_child(instance=page)
        return page

    def remember(self, key: str, page: Page) -> None:
        BuiltPage.objects.create(key=key, page_id=page.pk)
        self._made[key] = (page.pk, page.title)

    def put_through_review(self, page: GovPage, site: str, key: str) -> None:
        """Save a draft, hand it in and have each step of its level approved by whoever takes it."""
        author = self.author(site, key)
        # It was checked when it was saved a moment ago.
        page.save_revision(user=author, clean=False)
        if key in self._faulty:
            # A deliberate fault (data/faults.toml), from before there were rules; they let it in no more.
            page.get_workflow().start(page, author)
        else:
            submit(page, by=author)
        self.approve_up_to("", page, site)

    def approve_up_to(self, last: str, page: GovPage, site: str) -> None:
        """Have the steps of a submitted page approved before step `last`; without it, all."""
        for step in level_of(page).steps:
            if step == last:
                return
            approve(page, by=self.person(site, steps()[step].role))

    def _parent(self, spec: PageSpec) -> Page:
        """The home page, column or topic below which a page stands; always the same object.

        It counts its children itself, so it must not be read twice.
        """
        place = (spec.site, spec.column)
        if place not in self._parents:
            root = self._records[spec.site].site.root_page
            if not spec.column:
                found = root
            elif "." in spec.column:
                found = Topic.objects.get(pk=self._made[spec.column][0])
            else:
                found = Column.objects.descendant_of(root).get(slug=spec.column)
            self._parents[place] = found
        return self._parents[place]

    def _draft(self, spec: PageSpec) -> GovPage:
        make: dict[str, Callable[[PageSpec], GovPage]] = {
            "article": self._article,
            "guide": self._article,
            "reply": self._article,
            "link": self._link,
            "leader": self._leader,
            "institution": self._institution,
            "topic": self._topic,
            "plain": self._plain,
            "alert": self._alert,
        }
        return make[spec.kind](spec)

    def _set_shared(self, page: GovPage, spec: PageSpec) -> None:
        author = self.author(spec.site, spec.key)
        page.locale = self._records[spec.site].site.root_page.locale
        page.live, page.owner, page.responsible_person = False, author, author
        page.title, page.slug, page.summary = spec.title, spec.slug, spec.summary
        page.department = self._departments[spec.department] if spec.department else None
        page.keywords = " ".join(spec.keywords)
        page.display_date = timezone.make_aware(spec.when)
        if spec.pinned_days:
            page.pinned_until = spec.when.date() + datetime.timedelta(days=spec.pinned_days)

    def _article(self, spec: PageSpec) -> Article:
        article = Article(
            body=self._body(spec),
            attachments=self._attachments(spec),
            source_name="" if spec.is_reprint and not spec.source else spec.source,
            is_reprint=spec.is_reprint,
            document_number=spec.document_number,
        )
        if spec.document_number:
            article.issuer = self._issuer(spec).name
            article.signed_on = spec.when.date()
        if spec.cover:
            article.cover = self._picture(spec, self._store.cover_key(spec))
        return article

    def _issuer(self, spec: PageSpec) -> Department:
        """Who issued a document. An office also drafts what its government issues; the number tells which."""
        drafter = self._departments[spec.department]
        by_government = "府" in spec.document_number and "府办" not in spec.document_number
        return drafter.parent if by_government and drafter.parent else drafter

    def _link(self, spec: PageSpec) -> LinkItem:
        return LinkItem(
            link_page_id=self._made[spec.extra["target"]][0],
            note=spec.extra["note"],
            audience=spec.extra["audience"],
        )

    def _leader(self, spec: PageSpec) -> Leader:
        extra = spec.extra
        author = self.author(spec.site, spec.key)
        return Leader(
            post=extra["post"],
            duties=bodies.paragraph(extra["duties"]),
            resume=bodies.paragraph(extra["resume"]),
            photo=self._store.portrait(spec, self._records[spec.site], author),
            order=extra["order"],
        )

    def _institution(self, spec: PageSpec) -> Institution:
        return Institution(**{**spec.extra, "functions": bodies.paragraph(spec.extra["functions"])})

    def _topic(self, spec: PageSpec) -> Topic:
        return Topic(
            cover=self._picture(spec, self._store.cover_key(spec)),
            introduction=bodies.paragraph(spec.body),
            opened_on=spec.extra["opened_on"],
            closed_on=spec.extra["closed_on"],
        )

    def _plain(self, spec: PageSpec) -> PlainPage:
        return PlainPage(body=self._body(spec), show_in_menus=True)

    def _alert(self, spec: PageSpec) -> Alert:
        extra = spec.extra
        return Alert(
            level=extra["level"],
            scope=extra["scope"],
            text=extra["text"],
            starts_at=timezone.make_aware(extra["starts_at"]),
            expires_at=timezone.make_aware(extra["expires_at"]),
        )

    def _body(self, spec: PageSpec) -> str:
        def page_link(key: str) -> tuple[str, str]:
            pk, title = self._made[key]
            return f'<a linktype="page" id="{pk}">', title

        return bodies.body_json(spec.body, page_link, lambda key: self._picture(spec, key).pk)

    def _picture(self, spec: PageSpec, key: str) -> SiteImage:
        return self._store.image(key, self._records[spec.site], self.author(spec.site, spec.key))

    def _attachments(self, spec: PageSpec) -> str:
        record, author = self._records[spec.site], self.author(spec.site, spec.key)
        stored = []
        for item in spec.attachments:
            file = io.BytesIO(attachments.content(spec, item))
            document = store_document(file, item["title"], record.collection, author, f"file.{item['kind']}")
            stored.append((document.pk, item["title"]))
        return bodies.attachments_json(stored)

    def _begin_in_the_past(self, page: Page, spec: PageSpec) -> None:
        """Let the page have been published when its text says so.

        No operation offers this, and none should: only a made-up past may be written here.
        """
        first = timezone.make_aware(spec.first_published or spec.when)
        page.first_published_at = first
        Page.objects.filter(pk=page.pk).update(first_published_at=first)
