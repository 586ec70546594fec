"""Forms of the registry that are no plain model forms."""

from __future__ import annotations

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from sites.registry.models import Department, SiteKind, SiteLanguage, SiteRecord
from sites.registry.operations import SiteSpec, provision_site
from sites.registry.roles import roles

_HOST = re.compile(r"(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")


class ProvisionForm(forms.Form):
    """What must be known to make a site. Everything else of its filing record is filled in afterwards."""

    name = forms.CharField(
        label=_("Name of the site"), max_length=100, help_text=_("As readers will see it on every page.")
    )
    code = forms.SlugField(
        label=_("Short code"),
        max_length=20,
        help_text=_("A few letters, such as the initials of the department. It never changes."),
        error_messages={"invalid": _("Use letters, digits and hyphens only, for example “jyj”.")},
    )
    hostname = forms.CharField(
        label=_("Host name"),
        max_length=253,
        help_text=_("Without “https://”, for example “jyj.example.gov.cn”."),
    )
    kind = forms.ChoiceField(label=_("Kind of site"), choices=SiteKind.choices)
    language = forms.ChoiceField(
        label=_("Language"),
        choices=SiteLanguage.choices,
        initial=SiteLanguage.CHINESE,
        help_text=_("What its pages are written in. It never changes."),
    )
    sponsor = forms.ModelChoiceField(
        label=_("Sponsor"),
        queryset=Department.objects.existing(),
        empty_label=_("Choose a department"),
        help_text=_("The department that answers for the site. Enter it under “Departments” first."),
    )

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        if Site.objects.filter(site_name=name).exists():
            raise ValidationError(_("Another site already has this name."))
        return name

    def clean_code(self) -> str:
        code = self.cleaned_data["code"].lower()
        if SiteRecord.objects.filter(code=code).exists():
            raise ValidationError(_("Another site already has this short code."))
        return code

    def clean_hostname(self) -> str:
        hostname = self.cleaned_data["hostname"].strip().lower()
        if not _HOST.fullmatch(hostname):
            raise ValidationError(
                _("Enter the host name alone, for example “jyj.example.gov.cn”: no “https://”, port or path.")
            )
        if Site.objects.filter(hostname=hostname).exists():
            raise ValidationError(_("Another site already answers to this host name."))
        return hostname

    def clean(self) -> None:
        sponsor, language = self.cleaned_data.get("sponsor"), self.cleaned_data.get("language")
        if sponsor and language == SiteLanguage.ENGLISH and not sponsor.english_name:
            self.add_error(
                "sponsor",
                _("This department has no English name yet, which every page will show. Enter it first."),
            )

    def save(self) -> SiteRecord:
        """Make the site. Call only after `is_valid()`."""
        return provision_site(SiteSpec(**self.cleaned_data))


class GrantForm(forms.Form):
    """Gives somebody a role in one site."""

    user: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("Person"),
        queryset=None,
        empty_label=_("Choose a person"),
        error_messages={
            "invalid_choice": _("This person cannot be given a role here."),
        },
    )
    role = forms.ChoiceField(label=_("Role"))

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = people
        self.fields["user"].label_from_instance = lambda user: f"{user.name}（{user.username}）"
        self.fields["role"].choices = [(role.code, role.name) for role in roles().values()]
