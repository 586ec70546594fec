from django.urls import path

from . import programs, views
from .opened import opened

urlpatterns = [
    path("", views.results, name="search"),
    path("suggest/", views.suggest, name="search_suggest"),
    path("opened/", opened, name="search_opened"),
    path("feed/", programs.feed, name="search_feed"),
    path("api/v1/", programs.answer, name="search_api"),
    path("api/v1/openapi.json", programs.description, name="search_api_description"),
]
