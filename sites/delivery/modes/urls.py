"""The page where a reader chooses, and the style sheets."""

from django.urls import path

from . import views

urlpatterns = [
    path("mode/", views.choose, name="mode"),
    path("mode/<slug:name>.css", views.sheet, name="mode_sheet"),
]
