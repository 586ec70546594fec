"""The acts of editorial work that the ledger records."""

from django.utils.translation import gettext_lazy as _

from sites.ledger.registry import act, fact, life

SUBMITTED = act("submitted", _("submitted"))
WITHDRAWN_FROM_REVIEW = act("withdrawn_from_review", _("withdrawn from review"))
APPROVED = act("approved", _("approved"))
RETURNED = act("returned", _("returned to the author"))
PUBLISHED = act("published", _("published"))
RELEASED_IN_EMERGENCY = act("released_in_emergency", _("released in an emergency"))
TAKEN_DOWN = act("taken_down", _("taken down"))
WITHDRAWAL_REQUESTED = act("withdrawal_requested", _("withdrawal requested"))
WITHDRAWAL_REFUSED = act("withdrawal_refused", _("withdrawal refused"))
WITHDRAWAL_SIGNED = act("withdrawal_signed", _("withdrawal signed"))
WITHDRAWAL_CONFIRMED = act("withdrawal_confirmed", _("withdrawal confirmed at every address"))
BUNDLE_MADE = act("bundle_made", _("bundle made"))
BUNDLE_PAGE_ADDED = act("bundle_page_added", _("added to a bundle"))
BUNDLE_PAGE_TAKEN_OUT = act("bundle_page_taken_out", _("taken out of a bundle"))
BUNDLE_COMPLETED = act("bundle_completed", _("bundle completed"))
BUNDLE_HELD = act("bundle_held", _("bundle held back"))
BUNDLE_RELEASED = act("bundle_released", _("bundle released"))
BUNDLE_DISSOLVED = act("bundle_dissolved", _("bundle dissolved"))
SUBSTITUTION_ENTERED = act("substitution_entered", _("substitution entered"))
SUBSTITUTION_ENDED = act("substitution_ended", _("substitution ended"))
SIGNATORY_REGISTERED = act("signatory_registered", _("signatory registered"))
SIGNATORY_REMOVED = act("signatory_removed", _("signatory removed"))
SIGN_LINK_MADE = act("sign_link_made", _("signing link made"))
SIGN_CODE_SENT = act("sign_code_sent", _("code of a signing link sent"))
SIGNED_BY_LINK = act("signed_by_link", _("decided through a signing link"))
SIGN_LINK_VOIDED = act("sign_link_voided", _("signing link voided"))
FOUNDED = act("founded", _("founded with its columns"))

life("wagtailcore.page", "sites_editorial:life")

RULE_OVERRIDDEN = act("rule_overridden", _("finding explained"))
HOST_REVIEWED = act("host_reviewed", _("external host reviewed"))
HOST_DROPPED = act("host_dropped", _("external host dropped"))

fact("bundle", _("bundle"))
fact("on_behalf_of", _("on behalf of"))
fact("link", _("signing link"))
fact("signatory", _("signatory"))
