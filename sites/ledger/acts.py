"""The acts of looking after the ledger itself: whoever audits leaves a trace, too."""

from django.utils.translation import gettext_lazy as _

from .registry import act

EXPORTED = act("ledger_exported", _("ledger exported"))
VERIFICATION_STARTED = act("ledger_verification_started", _("verification of the ledger started"))
VERIFIED = act("ledger_verified", _("ledger verified"))
