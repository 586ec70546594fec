"""Addresses of editorial work below the office's."""

from django.urls import path

from . import findings, hosts, report
from .bundles import BundleOfPageView, BundlesView, BundleView
from .desk import DeskView
from .emergency import ReleasesView, ReleaseView
from .life import LifeView
from .review import ReviewView
from .sign_links import MakeLinkView, SignatoriesView
from .substitutes import SubstitutesView
from .withdrawal import ListView, ReceiptView, WithdrawView

app_name = "sites_editorial"
urlpatterns = [
    path("desk/<slug:code>/", DeskView.as_view(), name="desk"),
    path("emergency/<int:page_id>/", ReleaseView.as_view(), name="emergency"),
    path("emergencies/", ReleasesView.as_view(), name="emergency_releases"),
    path(
        "emergencies/results/",
        ReleasesView.as_view(results_only=True),
        name="emergency_releases_results",
    ),
    path("withdraw/<int:page_id>/", WithdrawView.as_view(), name="withdraw"),
    path("withdrawals/", ListView.as_view(), name="withdrawals"),
    path("withdrawals/results/", ListView.as_view(results_only=True), name="withdrawals_results"),
    path("withdrawals/<int:pk>/", ReceiptView.as_view(), name="receipt"),
    path("standing-in/", SubstitutesView.as_view(), name="substitutes"),
    path("review/<int:page_id>/", ReviewView.as_view(), name="review"),
    path("life/<int:page_id>/", LifeView.as_view(), name="life"),
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
    path("bundles/", BundlesView.as_view(), name="bundles"),
    path("bundles/<int:pk>/", BundleView.as_view(), name="bundle"),
    path("bundles/page/<int:page_id>/", BundleOfPageView.as_view(), name="bundle_of_page"),
    path("hosts/", hosts.HostsView.as_view(), name="hosts"),
    path("sign-link/<int:page_id>/", MakeLinkView.as_view(), name="sign_link"),
    path("signatories/", SignatoriesView.as_view(), name="signatories"),
]
