"""Addresses of this room below the office's."""

from django.urls import path

from .improving import BestBetsView, BestBetView, SynonymsView, SynonymView
from .stale import StaleColumnsView

app_name = "portal_content_office"
urlpatterns = [
    path("columns-to-renew/", StaleColumnsView.as_view(), name="stale_columns"),
    path("recommended/", BestBetsView.as_view(), name="best_bets"),
    path("recommended/new/", BestBetView.as_view(), name="best_bet_new"),
    path("recommended/<int:pk>/", BestBetView.as_view(), name="best_bet"),
    path("synonyms/", SynonymsView.as_view(), name="synonyms"),
    path("synonyms/new/", SynonymView.as_view(), name="synonym_new"),
    path("synonyms/<int:pk>/", SynonymView.as_view(), name="synonym"),
]
