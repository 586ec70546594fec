"""No page type without what every page type has."""

from __future__ import annotations

import pytest
from django.template.loader import get_template
from wagtail.models import get_page_models

from search import sources
from sites.pages.models import GovPage
from tests.browser.test_sample_pages import VISITED
from tests.factories import pages
from tests.portal.content.test_rendering import LEADING_ON, SHOWN

TYPES = [model for model in get_page_models() if issubclass(model, GovPage) and model.is_creatable]
FACTORIES = {
    factory._meta.model
    for factory in vars(pages).values()
    if isinstance(factory, type) and hasattr(factory, "_meta")
}


def test_every_page_type_is_a_page_of_the_house():
    others = [model.__name__ for model in get_page_models() if model not in TYPES]
    # Wagtail's own, and what articles and links have in common.
    assert others == ["Page", "ColumnItem"]


@pytest.mark.parametrize("model", TYPES)
def test_a_page_type_has_a_factory(model):
    assert model in FACTORIES


@pytest.mark.parametrize("model", TYPES)
def test_a_page_type_has_a_template(model):
    assert get_template(model.template)


@pytest.mark.parametrize("model", TYPES)
def test_a_page_type_says_whether_it_can_be_found(model):
    assert sources.is_declared(model)


def test_each_page_type_has_a_rendering_test():
    assert {*SHOWN, *LEADING_ON} == {model._meta.model_name for model in TYPES}


def test_each_page_type_that_is_shown_has_an_accessibility_test():
    assert set(VISITED) == set(SHOWN)
