"""The edit form of every page."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm


class GovPageForm(WagtailAdminPageForm):
    def clean(self):
        cleaned_data = super().clean()
        if cleaned_data.get("is_reprint") and not cleaned_data.get("source_name"):
            self.add_error("source_name", _("Name the source: a reprint without one may not be published."))
        return cleaned_data
