"""Names of departments in the language of the page."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.translation import get_language

from sites.registry.languages import name_on_pages
from sites.registry.models import LANGUAGE_TAGS, Department, SiteLanguage

register = template.Library()


@register.filter
def on_page(department: Department) -> str:
    """The name of a department; one that has only a Chinese name says so to who reads it aloud."""
    language = get_language() or SiteLanguage.CHINESE
    name = name_on_pages(department, language)
    if language == SiteLanguage.ENGLISH and not department.english_name:
        return format_html('<span lang="{}">{}</span>', LANGUAGE_TAGS[SiteLanguage.CHINESE], name)
    return name
