"""The acts of editorial work that the ledger records."""

from django.utils.translation import gettext_lazy as _

from sites.ledger.registry import act

SUBMITTED = act("submitted", _("submitted"))
WITHDRAWN_FROM_REVIEW = act("withdrawn_from_review", _("withdrawn from review"))
APPROVED = act("approved", _("approved"))
RETURNED = act("returned", _("returned to the author"))
PUBLISHED = act("published", _("published"))
TAKEN_DOWN = act("taken_down", _("taken down"))
FOUNDED = act("founded", _("founded with its columns"))
RULE_OVERRIDDEN = act("rule_overridden", _("finding explained"))
HOST_REVIEWED = act("host_reviewed", _("external host reviewed"))
HOST_DROPPED = act("host_dropped", _("external host dropped"))
