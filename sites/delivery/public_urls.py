"""What readers are asked and told beside the pages: how pages look, where a link leads, what was of use."""

from django.urls import path

from . import leaving
from .modes import views as modes
from .visits.useful import useful

urlpatterns = [
    path("leaving/", leaving.notice, name="leaving"),
    path("useful/", useful, name="useful"),
    path("mode/", modes.choose, name="mode"),
    path("mode/<slug:name>.css", modes.sheet, name="mode_sheet"),
]
