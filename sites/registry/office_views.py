"""A view of the office as the data files open it: what its arguments and parameters may name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

if TYPE_CHECKING:
    from .admin_scope import AdminScope


@dataclass(frozen=True)
class OfficeView:
    """A view that is open: the kinds of thing its arguments and parameters name."""

    reason: str
    arguments: dict[str, str] = field(default_factory=dict)
    parameters: dict[str, str] = field(default_factory=dict)
    # Open to whoever may enter the office, in a site or above all of them.
    everybody: bool = False

    def admits(self, scope: AdminScope, request: HttpRequest, args: tuple, kwargs: dict[str, Any]) -> bool:
        """Whether all this request names belongs to the sites of the user."""
        named = [(str(position), value) for position, value in enumerate(args)] + list(kwargs.items())
        if any(name not in self.arguments for name, _value in named):
            return False
        return all(scope.holds(self.arguments[name], value) for name, value in named) and all(
            scope.holds(kind, value) for kind, value in self._given(request)
        )

    def _given(self, request: HttpRequest) -> Iterator[tuple[str, str]]:
        for name, kind in self.parameters.items():
            for value in [*request.GET.getlist(name), *request.POST.getlist(name)]:
                if value:
                    yield kind, value


def read_groups(groups: Iterable[dict[str, Any]]) -> dict[str, OfficeView]:
    """The views of the groups of a data file, by name."""
    return {
        name: OfficeView(
            group["reason"],
            group.get("arguments", {}),
            group.get("parameters", {}),
            group.get("everybody", False),
        )
        for group in groups
        for name in group["views"]
    }
