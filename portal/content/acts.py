"""The acts on the search that the ledger records."""

from django.utils.translation import gettext_lazy as _

from sites.ledger.registry import act, fact

RESULT_RECOMMENDED = act("result_recommended", _("result of the search recommended"))
RECOMMENDATION_DROPPED = act("recommendation_dropped", _("recommendation in the search dropped"))
SYNONYMS_SET = act("synonyms_set", _("synonyms of the search set"))
SYNONYMS_DROPPED = act("synonyms_dropped", _("synonyms of the search dropped"))

fact("queries", _("words searched for"))
fact("recommended", _("number of the recommended page"))
fact("shown_from", _("shown from"))
fact("shown_to", _("shown to"))
