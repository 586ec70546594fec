"""Sentences are compared in English, so that the tests do not depend on compiled catalogs."""

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def _sentences_in_english():
    with translation.override("en"):
        yield
