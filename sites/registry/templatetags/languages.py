"""The language of a page: its tag, and the names of departments in it."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.translation import get_language

from sites.registry.languages import name_on_pages
from sites.registry.models import LANGUAGE_TAGS, Department, SiteLanguage

register = template.Library()


@register.simple_tag
def language_tag() -> str:
    """`<html lang="{% language_tag %}">`; error pages ask, too, so nothing here can fail."""
    is_english = get_language() == SiteLanguage.ENGLISH
    return LANGUAGE_TAGS[SiteLanguage.ENGLISH if is_english else SiteLanguage.CHINESE]


@register.filter
def on_page(department: Department) -> str:
    """The name of a department; one that has only a Chinese name says so to who reads it aloud."""
    language = get_language() or SiteLanguage.CHINESE
    name = name_on_pages(department, language)
    if language == SiteLanguage.ENGLISH and not department.english_name:
        return format_html('<span lang="{}">{}</span>', LANGUAGE_TAGS[SiteLanguage.CHINESE], name)
    return name
