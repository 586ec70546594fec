"""Forms for staff: one name, as Chinese names are written, and an office telephone."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm, UserEditForm

from .models import User


class StaffCreationForm(UserCreationForm):
    # Wagtail declares these on its forms whatever the user model has; None takes a field away.
    first_name = None
    last_name = None

    class Meta(UserCreationForm.Meta):
        fields = {"username", "name", "email", "phone", "is_superuser", "groups"}


class StaffEditForm(UserEditForm):
    first_name = None
    last_name = None

    class Meta(UserEditForm.Meta):
        fields = {"username", "name", "email", "phone", "is_active", "is_superuser", "groups"}


class OwnDetailsForm(forms.ModelForm):
    """What people may change of their own account. The name is the employer's to change."""

    email = forms.EmailField(required=True, label=_("E-mail"))

    class Meta:
        model = User
        fields = ["email", "phone"]
