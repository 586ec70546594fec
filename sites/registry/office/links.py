"""Forms that offer only links which open to the reader."""

from __future__ import annotations

from sites.registry.admin_access import may_open


class OpenLinksMixin:
    """For an edit view of Wagtail's, which links to the history and the uses of what is edited."""

    def get_history_url(self) -> str | None:
        return self._if_open(super().get_history_url())

    def get_usage_url(self) -> str | None:
        return self._if_open(super().get_usage_url())

    def _if_open(self, url: str | None) -> str | None:
        return url if url and may_open(self.request, url) else None
