"""Addresses of submissions below the office's."""

from django.urls import path

from .columns import ColumnsView
from .lists import ReceivedView, SentView
from .offer import OfferView
from .ranking import RankingView
from .submission import SubmissionView

app_name = "sites_submissions"
urlpatterns = [
    path("received/", ReceivedView.as_view(), name="received"),
    path("received/results/", ReceivedView.as_view(results_only=True), name="received_results"),
    path("sent/", SentView.as_view(), name="sent"),
    path("sent/results/", SentView.as_view(results_only=True), name="sent_results"),
    path("<int:pk>/", SubmissionView.as_view(), name="submission"),
    path("offer/<int:page_id>/", OfferView.as_view(), name="offer"),
    path("columns/", ColumnsView.as_view(), name="columns"),
    path("ranking/", RankingView.as_view(), name="ranking"),
]
