"""The acts of the registry that the ledger records."""

from django.utils.translation import gettext_lazy as _

from sites.ledger.registry import act

GRANTED = act("granted", _("role granted"))
REVOKED = act("revoked", _("role revoked"))
STATE_CHANGED = act("state_changed", _("state of the site changed"))
