"""What readers are asked and told beside the pages: how pages look, that a link leads elsewhere."""

from django.urls import path

from . import leaving
from .modes import views as modes

urlpatterns = [
    path("leaving/", leaving.notice, name="leaving"),
    path("mode/", modes.choose, name="mode"),
    path("mode/<slug:name>.css", modes.sheet, name="mode_sheet"),
]
