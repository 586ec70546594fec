from django.urls import path

from . import views
from .opened import opened

urlpatterns = [
    path("", views.results, name="search"),
    path("suggest/", views.suggest, name="search_suggest"),
    path("opened/", opened, name="search_opened"),
]
