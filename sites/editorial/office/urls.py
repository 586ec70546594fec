"""Addresses of editorial work below the office's."""

from django.urls import path

from . import views
from .life import LifeView

app_name = "sites_editorial"
urlpatterns = [
    path("desk/<slug:code>/", views.DeskView.as_view(), name="desk"),
    path("review/<int:page_id>/", views.ReviewView.as_view(), name="review"),
    path("life/<int:page_id>/", LifeView.as_view(), name="life"),
]
