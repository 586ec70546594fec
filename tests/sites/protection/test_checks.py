"""A deployment that breaks a promise does not start."""

import pytest
from django.core.checks import Tags, run_checks


def problems() -> list[str]:
    return [
        message.id
        for message in run_checks(tags=[Tags.security])
        if (message.id or "").startswith("sites_protection.")
    ]


def test_the_settings_keep_every_promise():
    assert problems() == []


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("WAGTAIL_ENABLE_UPDATE_CHECK", True, "E001"),
        ("WAGTAIL_ENABLE_WHATS_NEW_BANNER", True, "E001"),
        ("WAGTAIL_GRAVATAR_PROVIDER_URL", "//www.gravatar.com/avatar", "E001"),
        ("WAGTAILEMBEDS_FINDERS", [{"class": "wagtail.embeds.finders.oembed"}], "E001"),
        ("WAGTAILIMAGES_IMAGE_FORM_BASE", "wagtail.images.forms.BaseImageForm", "E002"),
        ("WAGTAILDOCS_DOCUMENT_FORM_BASE", "", "E002"),
        ("WAGTAILIMAGES_EXTENSIONS", ["jpg", "svg"], "E003"),
        ("WAGTAILDOCS_EXTENSIONS", ["pdf", "html"], "E003"),
        ("AXES_LOCKOUT_PARAMETERS", ["ip_address"], "E004"),
    ],
)
def test_a_broken_promise_is_an_error(settings, name, value, problem):
    setattr(settings, name, value)
    assert problems() == [f"sites_protection.{problem}"]


@pytest.mark.parametrize("name", ["WAGTAILEMBEDS_FINDERS", "WAGTAIL_ENABLE_UPDATE_CHECK"])
def test_a_setting_left_out_means_wagtails_default_and_is_an_error(settings, name):
    delattr(settings, name)
    assert problems() == ["sites_protection.E001"]
