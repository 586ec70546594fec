"""The acts of the registry that the ledger records."""

from django.utils.translation import gettext_lazy as _

from sites.ledger.registry import act

GRANTED = act("granted", _("role granted"))
REVOKED = act("revoked", _("role revoked"))
STATE_CHANGED = act("state_changed", _("state of the site changed"))
APPOINTED = act("appointed", _("administrator appointed"))
DISMISSED = act("dismissed", _("appointment as administrator ended"))
ACCOUNT_LOCKED = act("account_locked", _("account locked"))
ACCOUNT_UNLOCKED = act("account_unlocked", _("account unlocked"))
SIGN_IN_RELEASED = act("sign_in_released", _("sign-in released"))
