"""What a user may do with a page, with the gate closed."""

from django.db.models import Q
from wagtail.models import Page, PagePermissionTester

HOME_DEPTH = 2
EVER_PUBLIC = Q(live=True) | Q(first_published_at__isnull=False)


def _home_path(page: Page) -> str:
    return page.path[: HOME_DEPTH * Page.steplen]


class ReviewedPagePermissionTester(PagePermissionTester):
    """Nobody publishes by right, not even a superuser: only `sites.editorial.operations.publish` does."""

    def can_publish(self) -> bool:
        return False

    def can_publish_subpage(self) -> bool:
        return False

    def can_set_view_restrictions(self) -> bool:
        # A page that was approved for everybody must not quietly become one for some.
        return False

    def can_unpublish(self) -> bool:
        # A page is withdrawn, with a reason and a receipt (sites/editorial/withdrawal.py).
        return False

    def can_delete(self, ignore_bulk=False) -> bool:
        """A page that was ever public is taken down, not deleted: its address stays answerable.

        The same holds for whatever it stands above; and a home page goes only with its site.
        """
        if self.page.depth <= HOME_DEPTH or self._was_ever_public():
            return False
        return super().can_delete(ignore_bulk=ignore_bulk)

    def can_reorder_children(self) -> bool:
        # Items stand in the order of their dates; only columns have an order of their own.
        return super().can_reorder_children() and bool(self.page.specific_class.allowed_subpage_models())

    def can_move_to(self, destination) -> bool:
        # Wagtail lets a superuser move what nobody may move. A page belongs to the site that reviewed it.
        return self._in_same_site(destination) and self.can_move() and super().can_move_to(destination)

    def can_copy_to(self, destination, recursive=False) -> bool:
        # The copy would show pictures and files that the people of the other site may not see.
        return self._in_same_site(destination) and super().can_copy_to(destination, recursive)

    def _in_same_site(self, destination) -> bool:
        return _home_path(self.page) == _home_path(destination)

    def _was_ever_public(self) -> bool:
        if self.page.live or self.page.first_published_at:
            return True
        below = Page.objects.descendant_of(self.page)
        return not self.page.is_leaf() and below.filter(EVER_PUBLIC).exists()
