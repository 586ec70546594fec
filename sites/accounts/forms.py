"""Forms for staff: one name, as Chinese names are written, and an office telephone."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm, UserEditForm

from .models import User


class StaffCreationForm(UserCreationForm):
    # Wagtail declares these on its forms whatever the user model has; None takes a field away. Rights are not
    # given here: roles on the page of a site's people, posts by the security administrator.
    first_name = None
    last_name = None
    is_superuser = None

    class Meta(UserCreationForm.Meta):
        fields = {"username", "name", "email", "phone"}


class StaffEditForm(UserEditForm):
    first_name = None
    last_name = None
    is_superuser = None

    class Meta(UserEditForm.Meta):
        fields = {"username", "name", "email", "phone", "is_active"}

    def __init__(self, *args, editing_self: bool = False, **kwargs):
        # Wagtail would also take away a field that is not there.
        super().__init__(*args, **kwargs)
        if editing_self:
            del self.fields["is_active"]


class OwnDetailsForm(forms.ModelForm):
    """What people may change of their own account. The name is the employer's to change."""

    email = forms.EmailField(required=True, label=_("E-mail"))

    class Meta:
        model = User
        fields = ["email", "phone"]
