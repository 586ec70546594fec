"""Which programs run on a machine of which role."""

import pytest

from sites.processes import roles
from sites.processes.listening import listen


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("all", ["web", "worker", "scheduler"]),
        ("public", ["web"]),
        ("office", ["web"]),
        ("worker", ["worker", "scheduler"]),
    ],
)
def test_a_role_consists_of_its_programs(role, expected):
    with listen("127.0.0.1", 0) as listener:
        found = roles.programs(role, listener if roles.has_web(role) else None)
    assert [program.name for program in found] == expected
    assert role in roles.ROLES


def test_each_of_several_machines_follows_what_the_others_publish(settings):
    settings.COPIES_REDIS = "redis://127.0.0.1:6379"
    with listen("127.0.0.1", 0) as listener:
        assert [program.name for program in roles.programs("public", listener)] == ["web", "copies"]
    assert [program.name for program in roles.programs("worker", None)] == ["worker", "scheduler"]
