from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SitesPagesConfig(AppConfig):
    name = "sites.pages"
    label = "sites_pages"
    verbose_name = _("Page foundations")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail.models import Page

        from . import defaults, gate  # noqa: F401 - defaults only need to be loaded
        from .lookups import PathStartsWith

        Page._meta.get_field("path").register_lookup(PathStartsWith)
        gate.watch()
