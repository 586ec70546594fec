from django.urls import path

from . import views

urlpatterns = [path("ledger/heads.txt", views.daily_heads, name="ledger_heads")]
