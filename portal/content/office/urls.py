"""Addresses of this room below the office's."""

from django.urls import path

from .stale import StaleColumnsView

app_name = "portal_content_office"
urlpatterns = [path("columns-to-renew/", StaleColumnsView.as_view(), name="stale_columns")]
