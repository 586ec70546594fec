"""The office in which people also put texts together, to be released at one moment or not at all."""

from __future__ import annotations

from hypothesis import strategies as st

from portal.content.models import Article
from sites.editorial import bundles
from sites.editorial.models import Bundle

from .random_exchange import OfficeWithNeighbours
from .random_office import anytime, numbers, people

MOST_PAGES = 2


class OfficeWithBundles(OfficeWithNeighbours):
    """Where signed texts wait for each other."""

    @anytime(number=numbers, by=people)
    def bundle(self, number, by):
        """Put texts of one site together, say that none is missing, and see them through."""
        key = self.text(number)
        site = self.known.site_of(key)
        keys = [
            key,
            *(other for other in self.known.texts if other != key and self.known.site_of(other) == site),
        ]
        pages = list(Article.objects.filter(pk__in=keys[:MOST_PAGES]))
        by = self.person(by, (site, "editor"))

        def make() -> None:
            made = bundles.make(self.world.records[site], by, "一起发布")
            bundles.add_all(made, pages, by)
            bundles.complete(made, by)

        if self.act(by, make):
            for page in pages:
                if not self.known.next_step(page.pk):
                    self.hand_in(Article.objects.get(pk=page.pk), ("fitting", number))
                self.see_through(page.pk, number)

    @anytime(by=people, does=st.sampled_from(["complete", "hold", "dissolve", "take_out", "release"]))
    def change_a_bundle(self, by, does):
        found = Bundle.objects.open().first()
        if found is None:
            return
        by = self.person(by, (found.site_code, "editor"))
        members = list(found.members.order_by("page__path"))
        left = {"take_out": members[:1], "dissolve": members}.get(does, [])

        def change() -> None:
            if does == "take_out":
                for member in left:
                    bundles.take_out(found, member.page, by)
            elif does == "release":
                # As the timetable does it.
                bundles.release_if_due(found, None)
            else:
                getattr(bundles, does)(found, by)

        if self.act(by, change, "published"):
            for member in left:
                self.known.sign_again(member.page_id)
