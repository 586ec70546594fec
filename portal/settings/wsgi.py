"""The WSGI application that every web process serves: mirrors while they are on, copies, then Django."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")
django_application = get_wsgi_application()

# Settings and rooms are there from here on.
from sites.delivery.copies.front import CopiesFirst  # noqa: E402
from sites.delivery.mirror.front import MirrorFirst  # noqa: E402
from sites.delivery.modes.front import ModeByCookie  # noqa: E402
from sites.delivery.visits.front import noted  # noqa: E402

application = noted(ModeByCookie(MirrorFirst(CopiesFirst(django_application))))
