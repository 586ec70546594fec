from django.urls import path

from .desk import DeskView, VerificationView

app_name = "sites_ledger"

urlpatterns = [
    path("", DeskView.as_view(), name="desk"),
    path("results/", DeskView.as_view(results_only=True), name="desk_results"),
    path("verification/", VerificationView.as_view(), name="verification"),
]
