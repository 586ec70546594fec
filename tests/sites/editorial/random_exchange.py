"""The office in which people also offer pages to other sites, adopt them and follow their sources."""

from __future__ import annotations

from hypothesis import strategies as st

from portal.content.models import Article
from sites.submissions import operations as submissions
from sites.submissions import sources
from sites.submissions.models import SourceChange, Submission
from sites.submissions.terms import ways

from .conftest import fresh
from .random_office import MOST_TEXTS, Office, anytime, is_public, is_under_review, numbers, people


class OfficeWithNeighbours(Office):
    """Where pages go from site to site."""

    @anytime(number=numbers, column=numbers, by=people, adopter=people, way=st.sampled_from(sorted(ways())))
    def offer_and_adopt(self, number, column, by, adopter, way):
        if len(self.known.texts) == MOST_TEXTS:
            return
        if not any(map(is_public, self.known.texts.values())):
            self.walk(number, column)
        first, column = column, self.column(column)
        page, target = self.page(number, is_public), self.world.site_at(column.path)
        by = self.person(by, (self.known.site_of(page.pk), "editor"))
        adopter = self.person(adopter, (target, "editor"))

        def offer() -> None:
            submissions.offer(page, column, by)
            self.known.texts[page.pk].told.add((target, page.title))

        def adopt() -> None:
            copy = submissions.adopt(Submission.objects.get(source_id=page.pk, column=column), adopter, way)
            self.known.copied(copy.page_id, page.title)
            self.known.texts[copy.page_id].source = page.pk
            submissions.hand_in(copy, adopter)

        if self.act(by, offer) and self.act(adopter, adopt, "submitted"):
            self.see_through(max(self.known.texts), first)

    @anytime(number=numbers, by=people, decides=st.sampled_from(["take_over", "justify", "let_fall"]))
    def follow_the_source(self, number, by, decides):
        """Publish a new version of something copied, notice it, and have somebody decide about a copy."""
        texts = self.known.texts
        copied = [
            text.source for text in texts.values() if text.out and text.source and texts[text.source].out
        ]
        if copied and not is_under_review(texts[copied[0]]):
            self.rewrite(fresh(Article(pk=copied[0])), ("fitting", number), True)
            self.hand_in(fresh(Article(pk=copied[0])), ("fitting", number))
            self.see_through(copied[0], number)
        for source in Article.objects.live():
            sources.notice_change(source)
        change = SourceChange.objects.open().filter(copy__page__isnull=False).first()
        if change is None:
            return
        by = self.person(by, (change.copy.submission.target_site_code, "editor"))
        title = change.revision.as_object().title
        self.known.texts[change.copy.page_id].titles.add(title)
        self.known.texts[change.copy.submission.source_id].told.add(
            (change.copy.submission.target_site_code, title)
        )
        reason = ["仍然适用"] if decides == "justify" else []
        does = getattr(sources, decides)
        self.act(by, lambda: does(change, by, *reason), "submitted", "taken_down", "withdrawn_from_review")
