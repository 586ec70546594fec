"""The addresses of pages: whatever no other room answers. Wagtail's sign-in for private pages is left out."""

from django.urls import re_path
from wagtail.urls import serve_pattern

from sites.pages.routing import serve

from .copies.making import copied

urlpatterns = [re_path(serve_pattern, copied(serve), name="wagtail_serve")]
