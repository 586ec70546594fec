"""What makes up a working site: steps that the rooms above register.

A room that has something to add when a site is made puts a function decorated with `provision_step` into its
module `provisioning.py`. The home page comes from exactly one room.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.utils.module_loading import autodiscover_modules
from wagtail.models import Page

if TYPE_CHECKING:
    from .models import SiteRecord
    from .operations import SiteSpec

HomeBuilder = Callable[["SiteSpec"], Page]
Step = Callable[["SiteRecord"], None]

_home_builder: list[HomeBuilder] = []
_steps: list[Step] = []


def home_builder(function: HomeBuilder) -> HomeBuilder:
    """Register the one function that makes the home page of a new site, below the root of the tree."""
    if _home_builder:
        raise RuntimeError("The home page of a site already has a builder.")
    _home_builder.append(function)
    return function


def provision_step(function: Step) -> Step:
    """Register a step that runs after site, groups and collection exist."""
    _steps.append(function)
    return function


def build_home(spec: SiteSpec) -> Page:
    return _home_builder[0](spec)


def run_steps(record: SiteRecord) -> None:
    for step in _steps:
        step(record)


def discover() -> None:
    autodiscover_modules("provisioning")
