"""Addresses that are no pages: the site map."""

from django.urls import path

from . import views

urlpatterns = [path("sitemap/", views.site_map, name="site_map")]
