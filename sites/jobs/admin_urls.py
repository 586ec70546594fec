"""Addresses of the office's page about background work."""

from django.urls import path

from . import views

app_name = "sites_jobs"
urlpatterns = [
    path("", views.OverviewView.as_view(), name="overview"),
    path("again/<int:pk>/", views.run_again, name="run_again"),
    path("again/queue/<uuid:pk>/", views.run_other_again, name="run_other_again"),
    path("start/<int:pk>/", views.start_job, name="start_job"),
    path("switch/<int:pk>/", views.switch_job, name="switch_job"),
]
