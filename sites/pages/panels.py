"""Panels of the edit form that only some pages have."""

from __future__ import annotations

from wagtail.admin.panels import MultiFieldPanel


class CorrectionPanel(MultiFieldPanel):
    """What readers are told of a correction: only of a page that they could read before."""

    class BoundPanel(MultiFieldPanel.BoundPanel):
        def is_shown(self) -> bool:
            return self.instance.first_published_at is not None and super().is_shown()
