"""Addresses of editorial work below the office's."""

from django.urls import path

from .desk import DeskView
from .review import ReviewView
from .substitutes import SubstitutesView

app_name = "sites_editorial"
urlpatterns = [
    path("desk/<slug:code>/", DeskView.as_view(), name="desk"),
    path("standing-in/", SubstitutesView.as_view(), name="substitutes"),
    path("review/<int:page_id>/", ReviewView.as_view(), name="review"),
]
