"""The acts of delivery that the ledger records."""

from django.utils.translation import gettext_lazy as _

from sites.ledger.registry import act, fact

COPY_CHANGED = act("copy_changed", _("a stored copy was changed by somebody"))
MIRROR_MADE = act("static_mirror_made", _("a static mirror of a site was made"))

fact("file", _("file"))
fact("kept_in", _("kept in"))
