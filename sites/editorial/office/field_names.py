"""Names the fields and columns of Wagtail's that have no name a catalog could translate."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import auth, choosers, workflows
from wagtail.sites.views import IndexView as SiteIndexView
from wagtail.users.forms import PagePermissionsForm

FIELDS = {
    choosers.ExternalLinkChooserForm: {"link_text": _("Link text")},
    choosers.AnchorLinkChooserForm: {"url": _("Anchor"), "link_text": _("Link text")},
    choosers.EmailLinkChooserForm: {
        "email_address": _("E-mail address"),
        "link_text": _("Link text"),
        "subject": _("Subject"),
        "body": _("Message"),
    },
    choosers.PhoneLinkChooserForm: {"phone_number": _("Telephone number"), "link_text": _("Link text")},
    auth.LoginForm: {"password": _("Password")},
    workflows.WorkflowPageForm: {"page": _("Page")},
    PagePermissionsForm: {"page": _("Page")},
}
SITE_COLUMNS = {"port": _("port"), "site_name": _("site name"), "root_page": _("root page")}


def name_fields() -> None:
    for form, labels in FIELDS.items():
        for field, label in labels.items():
            form.base_fields[field].label = label
    for column in SiteIndexView.columns:
        column.label = SITE_COLUMNS.get(column.name, column.label)
