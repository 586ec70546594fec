"""Addresses of the design pages; included only where settings.SHOW_DESIGN."""

from django.urls import path

from . import design

urlpatterns = [
    path("", design.components, name="design"),
    path("<slug:name>/", design.sample, name="design_sample"),
]
