"""Addresses that machines ask for."""

from django.urls import path

from . import leaving, views

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.sitemap_xml, name="sitemap"),
    path("sitemap-<int:number>.xml", views.sitemap_part, name="sitemap_part"),
    path("leaving/", leaving.notice, name="leaving"),
    path("favicon.ico", views.favicon, name="favicon"),
]
