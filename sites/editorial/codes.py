"""Codes that prove who holds a signing link: made, hashed, and sent by another way than the link."""

from __future__ import annotations

import secrets
from typing import Protocol

from django.conf import settings
from django.core.mail import send_mail
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from .models.signing import Signatory


class Channel(Protocol):
    """A way to a signatory that is not the one by which the link reaches him.

    The class is named by `YIZHAN_CODE_CHANNEL` and made without arguments (docs/operations.md).
    """

    def address(self, signatory: Signatory) -> str:
        """Where it would send to; empty when the signatory cannot be reached this way."""

    def send(self, signatory: Signatory, text: str) -> None:
        """Send `text`, a sentence or two with the code in it. Whatever is raised has it tried again later."""


class MailChannel:
    """Sends codes by mail, with the mail settings of the installation."""

    def address(self, signatory: Signatory) -> str:
        return signatory.email

    def send(self, signatory: Signatory, text: str) -> None:
        send_mail(_("Code for signing"), text, None, [signatory.email])


def channel() -> Channel:
    """The channel of this installation."""
    made: Channel = import_string(settings.CODE_CHANNEL)()
    return made


def new_code(digits: int) -> str:
    """A code of so many digits that nobody can foretell."""
    return str(secrets.randbelow(10**digits)).zfill(digits)
