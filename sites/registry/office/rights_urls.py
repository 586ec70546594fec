"""Addresses of the security administrator's pages."""

from django.urls import path

from .administrators import AdministratorsView, HoldersView

app_name = "sites_registry_rights"
urlpatterns = [
    path("administrators/", AdministratorsView.as_view(), name="administrators"),
    path("holders/", HoldersView.as_view(), name="holders"),
]
