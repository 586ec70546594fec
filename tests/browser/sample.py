"""Two sites with their people, for browser tests. Run as a module in an installation's own settings."""

from __future__ import annotations

import sys

import django

ROLES = ("editor", "reviewer", "secrecy_reviewer", "proofreader", "signer", "emergency_publisher")


def build(password: str) -> None:
    from tests.factories.sites import make_department, make_member, make_site

    city = make_department("测试市人民政府办公室", short_name="测试")
    portal = make_site("portal", kind="portal", name="测试市人民政府", hostname="localhost", sponsor=city)
    bureau = make_site(
        "jyj",
        name="测试市教育局",
        hostname="jyj.localhost",
        sponsor=make_department("测试市教育局", short_name="市教育局", parent=city),
    )
    for record in (portal, bureau):
        for role in ROLES:
            user = make_member(record, role, name=f"{record.code}-{role}", username=f"{record.code}-{role}")
            user.set_password(password)
            user.save()


if __name__ == "__main__":
    django.setup()
    build(sys.argv[1])
