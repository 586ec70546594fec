"""Departments in the office: a list in the order of the tree, and a form."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from sites.registry.models import Department

from .links import OpenLinksMixin


class NameColumn(TitleColumn):
    """The name, moved in by the depth of the department in the tree."""

    cell_template_name = "sites_registry/department_name_cell.html"

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        # The level, not a length: the style sheet gives lengths.
        context["level"] = min(getattr(instance, "level", 0), 4)
        return context


class SuccessionColumn(Column):
    cell_template_name = "sites_registry/succession_cell.html"


class DepartmentIndexView(generic.IndexView):
    default_ordering = "tree"
    any_permission_required = ["add", "change", "delete"]

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("successor")

    def get_valid_orderings(self):
        return [*super().get_valid_orderings(), "tree"]

    def order_queryset(self, queryset):
        if self.ordering != "tree":
            return super().order_queryset(queryset)
        return queryset.in_tree_order()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        levels = Department.objects.levels()
        for department in context["object_list"]:
            department.level = levels.get(department.pk, 0)
        return context


class DepartmentEditView(OpenLinksMixin, generic.EditView):
    pass


class DepartmentViewSet(ModelViewSet):
    model = Department
    name = "sites_registry_departments"
    url_prefix = "departments"
    icon = "group"
    menu_label = _("Departments")
    index_view_class = DepartmentIndexView
    edit_view_class = DepartmentEditView
    search_fields = ["name", "short_name", "english_name", "uscc", "issuer_code"]
    search_backend_name = None
    list_per_page = 100
    list_display = [
        NameColumn("name", label=_("Name"), url_name="sites_registry_departments:edit"),
        Column("short_name", label=_("Short name")),
        Column("issuer_code", label=_("Issuer code")),
        SuccessionColumn("successor", label=_("Succession")),
    ]
    copy_view_enabled = False
    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("short_name")]),
        FieldPanel("english_name"),
        FieldPanel("parent"),
        FieldRowPanel([FieldPanel("uscc"), FieldPanel("issuer_code")]),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("dissolved_on"), FieldPanel("successor")])], heading=_("Succession")
        ),
    ]
