"""What a user may do with a page, with the gate closed."""

from wagtail.models import PagePermissionTester


class ReviewedPagePermissionTester(PagePermissionTester):
    """Nobody publishes by right, not even a superuser: only `sites.editorial.operations.publish` does.

    The right called "publish" in Wagtail's data allows to take a page down again.
    """

    def can_publish(self) -> bool:
        return False

    def can_publish_subpage(self) -> bool:
        return False

    def can_set_view_restrictions(self) -> bool:
        # A page that was approved for everybody must not quietly become one for some.
        return False

    def can_unpublish(self) -> bool:
        return self.page.live and not self.page_is_root and self._may_take_down()

    def can_delete(self, ignore_bulk=False) -> bool:
        """A page that was ever published is taken down, not deleted: its address stays answerable."""
        return self.page.first_published_at is None and super().can_delete(ignore_bulk=ignore_bulk)

    def _may_take_down(self) -> bool:
        return self.user.is_active and (self.user.is_superuser or "publish" in self.permissions)
