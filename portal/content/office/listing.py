"""Lists of pages in the office: the explorer's columns, and one list of all articles."""

from __future__ import annotations

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn, Column
from wagtail.admin.ui.tables.pages import (
    BulkActionsColumn,
    PageStatusColumn,
    PageTitleColumn,
    PageTypeColumn,
    ParentPageColumn,
)
from wagtail.admin.views.pages.listing import ExplorableIndexView, GenericPageFilterSet, IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet, PageViewSet
from wagtail.models import Page, Revision, WorkflowState

from portal.content import models
from sites.registry.models import Department, SiteRecord


class DayColumn(BaseColumn):
    """The date under which readers find a page: the date itself, not how long ago it was."""

    cell_template_name = "portal_content/office/day_cell.html"


class EditedColumn(BaseColumn):
    """When a page was changed last, and by whom."""

    cell_template_name = "portal_content/office/edited_cell.html"


def _columns(*, with_parent: bool, with_type: bool) -> list[BaseColumn]:
    return [
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", label=_("Title"), sort_key="title", classname="title"),
        *([ParentPageColumn("parent", label=_("Column"))] if with_parent else []),
        *(
            [PageTypeColumn("type", label=_("Type"), accessor="page_type_display_name", width="8%")]
            if with_type
            else []
        ),
        Column("department", label=_("Responsible department"), accessor="office_department", width="12%"),
        DayColumn("display_date", label=_("Display date"), width="10%"),
        EditedColumn("edited", label=_("Last changed"), sort_key="latest_revision_created_at", width="14%"),
        PageStatusColumn("status", label=_("State"), sort_key="live", width="10%"),
    ]


class OfficeColumnsMixin:
    """Loads what the columns show for the pages of one screen: two queries, whatever their types."""

    def get_context_data(self, **kwargs) -> dict:
        context = super().get_context_data(**kwargs)
        pages = list(context["object_list"])
        departments = Department.objects.in_bulk(
            {page.department_id for page in pages if getattr(page, "department_id", None)}
        )
        revisions = Revision.objects.filter(pk__in=[page.latest_revision_id for page in pages])
        editors = {
            revision.pk: revision.user for revision in revisions.defer("content").select_related("user")
        }
        for page in pages:
            department = departments.get(getattr(page, "department_id", None))
            page.office_department = department.short_name if department else ""
            page.office_editor = editors.get(page.latest_revision_id)
        return context


class OfficeExplorerView(OfficeColumnsMixin, ExplorableIndexView):
    base_columns = _columns(with_parent=False, with_type=True)


class ExplorerViewSet(PageViewSet):
    """Wagtail's explorer for pages of every type, with the columns an editorial office asks for."""

    model = Page
    index_view_class = OfficeExplorerView
    filterset_class = GenericPageFilterSet
    columns = OfficeExplorerView.base_columns


def _own_sites(request):
    return SiteRecord.objects.of_user(request.user).select_related("site__root_page")


def _own_columns(request):
    below = Q(pk__in=[])
    for record in _own_sites(request):
        below |= Q(path__startswith=record.site.root_page.path)
    return models.Column.objects.filter(below).order_by("path")


class BelowFilter(django_filters.ModelChoiceFilter):
    """Pages below the page that a choice stands for."""

    def __init__(self, *args, path, **kwargs):
        self.path_of = path
        super().__init__(*args, **kwargs)

    def filter(self, queryset, value):
        return queryset.filter(path__startswith=self.path_of(value)) if value else queryset


class StateFilter(django_filters.ChoiceFilter):
    """What a reader of the list calls the state of a page."""

    CHOICES = (("live", _("published")), ("draft", _("not published")), ("review", _("under review")))

    def __init__(self, **kwargs):
        super().__init__(choices=self.CHOICES, **kwargs)

    def filter(self, queryset, value):
        if value == "review":
            keys = WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS)
            return queryset.filter(pk__in=[int(key) for key in keys.values_list("object_id", flat=True)])
        return queryset.filter(live=value == "live") if value else queryset


class ArticleFilterSet(WagtailFilterSet):
    site = BelowFilter(label=_("Site"), queryset=_own_sites, path=lambda record: record.site.root_page.path)
    column = BelowFilter(label=_("Column"), queryset=_own_columns, path=lambda column: column.path)
    state = StateFilter(label=_("State"))
    display_date = django_filters.DateFromToRangeFilter(label=_("Display date"), widget=DateRangePickerWidget)

    class Meta:
        model = models.Article
        fields: list[str] = []


class ArticleIndexView(OfficeColumnsMixin, IndexView):
    base_columns = _columns(with_parent=True, with_type=False)
    any_permission_required = frozenset({"add", "change", "publish", "lock", "unlock"})


class ArticleViewSet(PageListingViewSet):
    model = models.Article
    name = "portal_content_articles"
    url_prefix = "articles"
    icon = "doc-full"
    menu_label = _("All articles")
    menu_order = 110
    add_to_admin_menu = True
    index_view_class = ArticleIndexView
    columns = ArticleIndexView.base_columns
    filterset_class = ArticleFilterSet
