"""Addresses of pictures and documents."""

from django.urls import include, path, re_path

from . import views

urlpatterns = [
    re_path(r"^media/images/(?P<name>[A-Za-z0-9_-][A-Za-z0-9_.-]*)$", views.picture, name="picture"),
    path("media/<path:name>", views.nothing),
    path("documents/", include("wagtail.documents.urls")),
]
