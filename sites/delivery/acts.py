"""The acts of delivery that the ledger records."""

from django.utils.translation import gettext_lazy as _

from sites.ledger.registry import act, fact

COPY_CHANGED = act("copy_changed", _("a stored copy was changed by somebody"))
PUBLIC_DIFFERS = act("public_differs", _("citizens got something that was not signed"))
PUBLIC_AGREES = act("public_agrees", _("citizens get what was signed again"))
MIRROR_MADE = act("static_mirror_made", _("a static mirror of a site was made"))

fact("file", _("file"))
fact("kept_in", _("kept in"))
fact("address", _("address"))
fact("difference", _("what differs"))
fact("excerpt", _("excerpt"))
