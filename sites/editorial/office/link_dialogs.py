"""Names the fields of Wagtail's link dialogs, which have none that could be translated."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import choosers

LABELS = {
    choosers.ExternalLinkChooserForm: {"link_text": _("Link text")},
    choosers.AnchorLinkChooserForm: {"url": _("Anchor"), "link_text": _("Link text")},
    choosers.EmailLinkChooserForm: {
        "email_address": _("E-mail address"),
        "link_text": _("Link text"),
        "subject": _("Subject"),
        "body": _("Message"),
    },
    choosers.PhoneLinkChooserForm: {"phone_number": _("Telephone number"), "link_text": _("Link text")},
}


def name_fields() -> None:
    for form, labels in LABELS.items():
        for field, label in labels.items():
            form.base_fields[field].label = label
