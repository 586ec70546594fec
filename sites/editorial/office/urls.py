"""Addresses of editorial work below the office's."""

from django.urls import path

from . import findings, hosts, report, views

app_name = "sites_editorial"
urlpatterns = [
    path("desk/<slug:code>/", views.DeskView.as_view(), name="desk"),
    path("review/<int:page_id>/", views.ReviewView.as_view(), name="review"),
    path("findings/<int:page_id>/", findings.FindingsView.as_view(), name="findings"),
    path("findings/<int:page_id>/explain/", findings.ExplainView.as_view(), name="explain"),
    path(
        "findings/new/<slug:content_type_app_name>/<slug:content_type_model_name>/<int:parent_page_id>/",
        findings.NewFindingsView.as_view(),
        name="findings_new",
    ),
    path("live-findings/", report.LiveFindingsView.as_view(), name="live_findings"),
    path(
        "live-findings/results/",
        report.LiveFindingsView.as_view(results_only=True),
        name="live_findings_results",
    ),
    path("hosts/", hosts.HostsView.as_view(), name="hosts"),
]
