"""The addresses of pages. Wagtail's sign-in for private pages is left out: there are none."""

from django.urls import re_path
from wagtail.urls import serve_pattern

from .routing import serve

urlpatterns = [re_path(serve_pattern, serve, name="wagtail_serve")]
