"""The acts of submissions between sites that the ledger records."""

from django.utils.translation import gettext_lazy as _

from sites.ledger.registry import act, fact

COLUMN_OPENED = act("column_opened", _("column opened to submissions"))
COLUMN_CLOSED = act("column_closed", _("column closed to submissions"))
OFFERED = act("offered", _("offered to another site"))
RECALLED = act("recalled", _("offer recalled"))
KEPT = act("kept", _("offer kept for later"))
NOT_ADOPTED = act("not_adopted", _("offer returned"))
ADOPTED = act("adopted", _("adopted"))
BECAME_ADAPTATION = act("became_adaptation", _("mirror became an adaptation"))
SOURCE_CHANGED = act("source_changed", _("source changed"))
SOURCE_WITHDRAWN = act("source_withdrawn", _("source withdrawn"))
CHANGE_TAKEN_OVER = act("change_taken_over", _("change of the source taken over"))
CHANGE_ANSWERED = act("change_answered", _("copy justified after a change of its source"))
COPY_FELL = act("copy_fell", _("copy fell with its source"))
SCORED = act("scored", _("points entered"))

fact("to", _("offered to"))
fact("column", _("column"))
fact("way", _("way"))
fact("source", _("number of the source page"))
fact("source_site", _("offered by"))
fact("source_revision", _("version of the source"))
fact("source_digest", _("digest of the source"))
fact("rule", _("rule"))
fact("points", _("points"))
fact("unit", _("unit"))
