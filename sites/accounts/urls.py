"""Addresses of the office that replace Wagtail's."""

from django.urls import path

from .views import staff_account

urlpatterns = [path("account/", staff_account, name="wagtailadmin_account")]
