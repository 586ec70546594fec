"""Addresses that are no pages: the site map."""

from django.urls import path

from sites.delivery.copies.making import copied

from . import views

urlpatterns = [path("sitemap/", copied(views.site_map), name="site_map")]
