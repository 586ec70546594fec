"""The registry in the office: log entries, departments, sites."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks


@hooks.register("register_log_actions")
def log_actions(actions):
    actions.register_action("sites_registry.state", _("Change state of site"), _("State changed"))
    actions.register_action("sites_registry.grant", _("Grant role"), _("Role granted"))
    actions.register_action("sites_registry.revoke", _("Revoke role"), _("Role revoked"))
