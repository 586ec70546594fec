"""Sites in the office: their list, their filing record, and the one form that makes a site."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.viewsets.model import ModelViewSet

from sites.registry.addresses import public_root
from sites.registry.models import SiteRecord, SiteState
from sites.registry.operations import STATE_CHANGES

from .forms import ProvisionForm
from .links import OpenLinksMixin
from .people import ChangeStateView, PeopleView
from .rights import FILING, ROLES, SitePolicy, listed_sites, managed_sites, peopled_sites

STATE_VERBS = {
    SiteState.FILED: gettext_lazy("Record the filing"),
    SiteState.LIVE: gettext_lazy("Put online"),
    SiteState.CLOSING: gettext_lazy("Begin closing"),
    SiteState.CLOSED: gettext_lazy("Close for good"),
}


class NameColumn(TitleColumn):
    """Leads to the filing record; whoever only gives roles comes to the people of the site."""

    def get_link_url(self, instance, parent_context) -> str:
        user = parent_context["request"].user
        only_people = not user.has_perm(FILING) and user.has_perm(ROLES)
        return reverse(f"sites_registry_sites:{'people' if only_people else 'edit'}", args=[instance.pk])


class SiteIndexView(generic.IndexView):
    any_permission_required = ["add", "change", "view"]
    add_item_label = gettext_lazy("New site")

    def get_base_queryset(self):
        related = ("site", "sponsor", "principal")
        return listed_sites(self.request.user).select_related(*related)


class SiteEditView(OpenLinksMixin, generic.EditView):
    template_name = "sites_registry/site_edit.html"

    def get_queryset(self):
        return managed_sites(self.request.user).select_related("site", "sponsor")

    def get_context_data(self, **kwargs) -> dict:
        following = STATE_CHANGES[SiteState(self.object.state)]
        steps = [(state.value, STATE_VERBS[state]) for state in SiteState if state in following]
        may_change_state = self.request.user.has_perm(FILING)
        return {
            **super().get_context_data(**kwargs),
            "record": self.object,
            "steps": steps if may_change_state else [],
            "address": public_root(self.object.site),
            "people_url": self._people_url(),
        }

    def _people_url(self) -> str:
        may_give_roles = peopled_sites(self.request.user).filter(pk=self.object.pk).exists()
        return reverse("sites_registry_sites:people", args=[self.object.pk]) if may_give_roles else ""


class ProvisionView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """The form that makes a working site."""

    permission_policy = SitePolicy(SiteRecord)
    permission_required = "add"
    form_class = ProvisionForm
    template_name = "sites_registry/provision.html"
    page_title = gettext_lazy("New site")
    header_icon = "site"

    def get_breadcrumbs_items(self):
        sites = {"url": reverse("sites_registry_sites:index"), "label": gettext_lazy("Sites")}
        return [*super().get_breadcrumbs_items(), sites, {"url": "", "label": self.page_title}]

    def form_valid(self, form):
        try:
            record = form.save()
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
            return self.form_invalid(form)
        done = _("The site “%(name)s” is made: home page, columns, groups and review are ready.")
        messages.success(self.request, done % {"name": record.name})
        may_give_roles = peopled_sites(self.request.user).filter(pk=record.pk).exists()
        return redirect(f"sites_registry_sites:{'people' if may_give_roles else 'edit'}", record.pk)

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)


class SiteViewSet(ModelViewSet):
    model = SiteRecord
    name = "sites_registry_sites"
    url_prefix = "site-records"
    icon = "site"
    menu_label = gettext_lazy("Sites")
    index_view_class = SiteIndexView
    edit_view_class = SiteEditView
    edit_template_name = "sites_registry/site_edit.html"
    search_fields = ["site__site_name", "site__hostname", "code", "sponsor__name", "site_id_code"]
    search_backend_name = None
    list_filter = ["kind", "language", "state"]
    list_display = [
        NameColumn("name", label=gettext_lazy("Name")),
        Column("site.hostname", label=gettext_lazy("Host name")),
        Column("get_kind_display", label=gettext_lazy("Kind of site")),
        Column("get_state_display", label=gettext_lazy("State")),
        Column("sponsor", label=gettext_lazy("Sponsor")),
        Column("contact_name", label=gettext_lazy("Contact person")),
        Column("contact_phone", label=gettext_lazy("Telephone")),
    ]
    copy_view_enabled = False
    panels = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("contact_name"), FieldPanel("contact_phone")]),
                FieldRowPanel([FieldPanel("contact_email"), FieldPanel("contact_address")]),
                FieldPanel("error_report_url"),
            ],
            heading=gettext_lazy("Contact"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [
                        FieldPanel("sponsor", permission=FILING),
                        FieldPanel("supervising_body", permission=FILING),
                    ]
                ),
                FieldRowPanel(
                    [FieldPanel("operator", permission=FILING), FieldPanel("maintainer", permission=FILING)]
                ),
                FieldRowPanel(
                    [FieldPanel("principal", permission=FILING), FieldPanel("deputy", permission=FILING)]
                ),
            ],
            heading=gettext_lazy("Who answers for it"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("site_id_code", permission=FILING),
                FieldRowPanel(
                    [
                        FieldPanel("icp_number", permission=FILING),
                        FieldPanel("police_number", permission=FILING),
                    ]
                ),
                FieldRowPanel(
                    [FieldPanel("hosting_place", permission=FILING), FieldPanel("theme", permission=FILING)]
                ),
                FieldPanel("language", read_only=True),
            ],
            heading=gettext_lazy("Filing"),
        ),
    ]

    @property
    def permission_policy(self) -> SitePolicy:
        return SitePolicy(self.model)

    @property
    def add_view(self):
        return ProvisionView.as_view()

    def get_urlpatterns(self):
        kept = {"index", "index_results", "add", "edit", "history", "history_results"}
        return [
            *[pattern for pattern in super().get_urlpatterns() if pattern.name in kept],
            path("people/<int:pk>/", PeopleView.as_view(), name="people"),
            path("state/<int:pk>/", ChangeStateView.as_view(), name="state"),
        ]

    def get_common_view_kwargs(self, **kwargs):
        # A site is never deleted, and what refers to it is everything in it.
        return super().get_common_view_kwargs(**{"delete_url_name": None, "usage_url_name": None, **kwargs})
