"""Settings of an installation before whose Django nothing answers: its middleware has to read the copies."""

from portal.settings.development import *  # noqa: F403

WSGI_APPLICATION = "portal.settings.wsgi.django_application"
