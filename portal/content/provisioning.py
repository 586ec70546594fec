"""What a new site gets from this room: its home page and its standard columns."""

from __future__ import annotations

from wagtail.models import Page

from sites.pages import gate
from sites.registry.models import SiteKind, SiteRecord
from sites.registry.operations import SiteSpec
from sites.registry.provisioning import home_builder, provision_step

from .columns import StandardColumn, standard_columns
from .models import Column, CountyHome, DepartmentHome, PortalHome

HOME_PAGES = {
    SiteKind.PORTAL: PortalHome,
    SiteKind.DEPARTMENT: DepartmentHome,
    SiteKind.COUNTY: CountyHome,
}


@home_builder
def build_home(spec: SiteSpec) -> PortalHome | DepartmentHome | CountyHome:
    home = HOME_PAGES[SiteKind(spec.kind)](title=spec.name, slug=spec.code, department=spec.sponsor)
    with gate.opened():
        return Page.get_first_root_node().add_child(instance=home)


@provision_step
def make_standard_columns(record: SiteRecord) -> None:
    """Make the columns of the kind of site; the sponsor's short name fills "{place}"."""
    home = record.site.root_page
    with gate.opened():
        for column in standard_columns(record.kind, record.language):
            _make_column(home, column, record)


def _make_column(parent, standard: StandardColumn, record: SiteRecord) -> None:
    place = record.sponsor.short_name
    title = standard.title.format(place=place)
    column = parent.add_child(
        instance=Column(
            title=title,
            slug=standard.slug,
            kind=standard.kind,
            summary=standard.summary.format(place=place),
            list_style=standard.list_style,
            keywords=title,
            department=record.sponsor,
            owner_person=record.principal,
            deputy=record.deputy,
            show_in_menus=True,
        )
    )
    for below in standard.columns:
        _make_column(column, below, record)
