"""Appoints the first three administrators, when nobody can appoint yet."""

from __future__ import annotations

import secrets
from getpass import getpass
from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.admin.forms.auth import PasswordResetForm

from sites.accounts.models import User
from sites.registry.models import Administrator
from sites.registry.operations import appoint
from sites.registry.posts import Post, posts


class Command(BaseCommand):
    """`appoint_administrators [--system-admin USERNAME …]` asks for what is not given.

    An account that does not exist is made: its password is typed here, or left empty and set by mail.
    """

    help = "Appoint the first three administrators. Later ones are appointed in the office."

    def add_arguments(self, parser: CommandParser) -> None:
        for post in posts().values():
            parser.add_argument(_option(post), dest=post.code, metavar="USERNAME", help=post.name)

    def handle(self, *args: Any, **options: Any) -> None:
        if Administrator.objects.exists():
            raise CommandError(
                _("There are administrators already. The security administrator appoints further ones.")
            )
        names = {
            post.code: options[post.code] or self._ask(post.name, _("user name")) for post in posts().values()
        }
        if len({name.casefold() for name in names.values()}) < len(names):
            raise CommandError(_("The three administrators must be three different people."))
        mailed: list[User] = []
        try:
            # All three or none.
            with transaction.atomic():
                for code, username in names.items():
                    user = User.objects.filter(username=username).first()
                    if user is None:
                        user, has_password = self._make(posts()[code], username)
                        mailed += [] if has_password else [user]
                    appoint(user, code)
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        for user in mailed:
            _mail(user)
        for code, username in names.items():
            self.stdout.write(f"{posts()[code].name}：{username}")
        for user in mailed:
            self.stdout.write(
                _("A link to set the password was sent to %(address)s.") % {"address": user.email}
            )

    def _make(self, post: Post, username: str) -> tuple[User, bool]:
        """An account for somebody who has none, and whether its password was typed."""
        user = User(username=username, name=self._ask(post.name, _("name of the person")))
        user.email = self._ask(post.name, _("mail address"), required=False)
        if user.email:
            validate_email(user.email)
        password = getpass(_("%(post)s, password (empty: set by mail): ") % {"post": post.name})
        if password:
            if getpass(_("Once more: ")) != password:
                raise CommandError(_("The two passwords differ; nothing was changed."))
            validate_password(password, user)
        elif not user.email:
            raise CommandError(_("Without a password a mail address is needed; nothing was changed."))
        # Whoever has no usable password is sent no link to set one.
        user.set_password(password or secrets.token_urlsafe(32))
        user.full_clean()
        user.save()
        return user, bool(password)

    def _ask(self, who: str, what: str, required: bool = True) -> str:
        answer = input(f"{who}，{what}：").strip()
        if required and not answer:
            raise CommandError(_("Nothing was entered; nothing was changed."))
        return answer


def _option(post: Post) -> str:
    return f"--{post.code.replace('_', '-')}"


def _mail(user: User) -> None:
    """Send the link by which the person sets the password, as the office sends it."""
    form = PasswordResetForm({"email": user.email})
    form.full_clean()
    scheme, _separator, host = settings.WAGTAILADMIN_BASE_URL.partition("://")
    form.save(
        domain_override=host.rstrip("/") or "localhost",
        use_https=scheme == "https",
        subject_template_name="wagtailadmin/account/password_reset/email_subject.txt",
        email_template_name="wagtailadmin/account/password_reset/email.txt",
    )
