"""Staff of the sample municipality and the one file with their passwords."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext as _

from sites.accounts.models import User
from sites.registry.operations import appoint
from sites.registry.posts import posts
from sites.registry.roles import roles

from .model import Municipality

# May do everything, as nobody may in a municipality: for showing the system.
SUPERUSER = {"site": "", "username": "admin", "role": "", "name": "管一舟", "post": "演示账号（全部权限）"}
# The three who may in its place; `role` is the post.
ADMINISTRATORS = [
    {"site": "", "username": "xitong", "role": "system_admin", "name": "钟维安", "post": ""},
    {"site": "", "username": "anquan", "role": "security_admin", "name": "严守正", "post": ""},
    {"site": "", "username": "shenji", "role": "audit_admin", "name": "何明鉴", "post": ""},
]
# Letters and figures that are not mistaken for each other when they are typed from paper.
_LETTERS = "abcdefghijkmnpqrstuvwxyz"
_FIGURES = "23456789"
_GROUPS, _GROUP_LENGTH = 4, 5
_SEPARATOR = "\t"


def accounts_file() -> Path:
    return Path(settings.DATA_DIR) / "demo-accounts.txt"


class Staff:
    """The accounts, and the passwords that are hashed for them in a second thread meanwhile.

    Hashing is slow by intention, so it waits for what is needed sooner (`after`). Until `settle` an account
    has no password and cannot be used.
    """

    def __init__(self, town: Municipality, after: Callable[[], object]):
        rows = [SUPERUSER, *ADMINISTRATORS, *town.accounts]
        self.users = _users(rows)
        self._hashed: dict[str, Future[str]] = {}
        without = [name for name, user in self.users.items() if not user.has_usable_password()]
        if without:
            passwords = _passwords(town, rows)
            pool = ThreadPoolExecutor(1)
            pool.submit(after)
            self._hashed = {name: pool.submit(make_password, passwords[name]) for name in without}
            pool.shutdown(wait=False)

    def settle(self) -> None:
        """Give the accounts their passwords."""
        changed = [self.users[name] for name in self._hashed]
        for user in changed:
            user.password = self._hashed[user.username].result()
        User.objects.bulk_update(changed, ["password"])


@transaction.atomic
def _users(rows: list[dict]) -> dict[str, User]:
    """Make the accounts that are missing; all of them by user name."""
    names = [row["username"] for row in rows]
    users = {user.username: user for user in User.objects.filter(username__in=names)}
    for row in rows:
        if row["username"] not in users:
            is_superuser = row is SUPERUSER
            # Without addresses nobody is mailed about hundreds of sample pages.
            users[row["username"]] = User.objects.create_user(
                username=row["username"],
                name=row["name"],
                is_superuser=is_superuser,
                is_staff=is_superuser,
            )
            if row in ADMINISTRATORS:
                appoint(users[row["username"]], row["role"])
    return users


def _passwords(town: Municipality, rows: list[dict]) -> dict[str, str]:
    """The passwords of the file; the file is made if it is not there.

    They are drawn once and never changed: whoever has the file from an interrupted build can go on using it.
    """
    path = accounts_file()
    if not path.exists():
        _write(path, town, rows)
    lines = path.read_text(encoding="utf-8").splitlines()
    found = {cells[2]: cells[3] for line in lines if len(cells := line.split(_SEPARATOR)) == 4}
    for row in rows:
        # Somebody shortened the file: the account gets a password nobody knows until it is set anew.
        found.setdefault(row["username"], password())
    return found


def password() -> str:
    """Twenty random characters in groups, with at least one figure in each."""
    groups = []
    for _group in range(_GROUPS):
        letters = [secrets.choice(_LETTERS) for _place in range(_GROUP_LENGTH - 1)]
        letters.insert(secrets.randbelow(_GROUP_LENGTH), secrets.choice(_FIGURES))
        groups.append("".join(letters))
    return "-".join(groups)


def _write(path: Path, town: Municipality, rows: list[dict]) -> None:
    names = {site["key"]: site["name"] for site in town.sites}
    role_names = {role.code: role.name for role in roles().values()}
    role_names |= {post.code: post.name for post in posts().values()}
    header = [_("Role"), _("Site"), _("User name"), _("Password")]
    lines = [header] + [
        [
            role_names.get(row["role"], row["post"]),
            names.get(row["site"], _("All sites")),
            row["username"],
            password(),
        ]
        for row in rows
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    # Made in one step with its final mode: at no moment can others read it.
    partial = path.with_suffix(".part")
    partial.unlink(missing_ok=True)
    with os.fdopen(
        os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8"
    ) as file:
        file.write("\n".join(_SEPARATOR.join(line) for line in lines) + "\n")
    partial.rename(path)
