"""Addresses of signing links. They exist where the office is, outside of its part that asks who one is."""

from django.urls import re_path

from . import sign_pages

_TOKEN = r"^(?P<token>[A-Za-z0-9_-]{43})/"  # noqa: S105 - a pattern

urlpatterns = [
    re_path(_TOKEN + "$", sign_pages.SignView.as_view(), name="sign"),
    re_path(_TOKEN + "text/$", sign_pages.TextView.as_view(), name="sign_text"),
    re_path(
        _TOKEN + r"documents/(?P<pk>\d{1,18})/(?P<filename>[^/]+)$",
        sign_pages.DocumentView.as_view(),
        name="sign_document",
    ),
]
