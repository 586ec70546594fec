"""How pages shall look, as a form."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from .mode import ELDER, LARGE, LARGER, NORMAL


class ModeForm(forms.Form):
    size = forms.ChoiceField(
        label=_("Letters and layout"),
        widget=forms.RadioSelect,
        choices=[
            (NORMAL, _("Normal")),
            (LARGE, _("Large letters")),
            (LARGER, _("Larger letters")),
            (ELDER, _("Senior mode: large letters, large buttons, one column")),
        ],
    )
    contrast = forms.BooleanField(label=_("High contrast: light letters on black"), required=False)
