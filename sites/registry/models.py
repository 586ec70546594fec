"""Departments (部门), sites with their filing record (备案), and the groups that carry rights."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Collection, Site

from .posts import posts
from .validators import validate_uscc


class DepartmentQuerySet(models.QuerySet["Department"]):
    def existing(self) -> DepartmentQuerySet:
        """Departments that have not been dissolved."""
        return self.filter(dissolved_on__isnull=True)

    def in_tree_order(self) -> DepartmentQuerySet:
        """Every department right after the one above it."""
        keys = self.model.objects.levels()
        return self.order_by(
            models.Case(
                *[models.When(pk=key, then=place) for place, key in enumerate(keys)],
                default=len(keys),
                output_field=models.IntegerField(),
            )
        )

    def levels(self) -> dict[int, int]:
        """How deep each department stands, by key, in the order of the tree."""
        below: dict[int | None, list[int]] = {}
        for key, parent in self.order_by("pk").values_list("pk", "parent_id"):
            below.setdefault(parent, []).append(key)
        levels: dict[int, int] = {}
        waiting = [(key, 0) for key in reversed(below.get(None, []))]
        while waiting:
            key, level = waiting.pop()
            levels[key] = level
            waiting += [(child, level + 1) for child in reversed(below.get(key, []))]
        return levels


class Department(models.Model):
    """A department or unit (部门、单位) of the municipality, placed in a tree."""

    name = models.CharField(_("full name"), max_length=100, unique=True)
    short_name = models.CharField(_("short name"), max_length=30)
    english_name = models.CharField(
        _("English name"),
        max_length=150,
        blank=True,
        help_text=_("As the pages of an English site name it. The sponsor of such a site needs one."),
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("superior department"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
    )
    uscc = models.CharField(
        _("unified social credit code"),
        max_length=18,
        unique=True,
        null=True,
        blank=True,
        validators=[validate_uscc],
    )
    issuer_code = models.CharField(
        _("issuer code"),
        max_length=10,
        blank=True,
        validators=[RegexValidator(r"^\d{10}$", _("An issuer code has ten digits."))],
        help_text=_("Ten digits; the first part of every index number this department gives out."),
    )
    dissolved_on = models.DateField(_("dissolved on"), null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        verbose_name=_("succeeded by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        help_text=_("The department that took over its duties, pages and open cases."),
    )

    objects = DepartmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("department")
        verbose_name_plural = _("departments")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if self.successor_id and not self.dissolved_on:
            raise ValidationError({"dissolved_on": _("Enter the date on which the successor took over.")})
        for relation in ("parent", "successor"):
            if self._leads_back(relation):
                raise ValidationError({relation: _("A department cannot come after itself.")})

    def _leads_back(self, relation: str) -> bool:
        """Whether following `relation` upwards arrives at this department again."""
        seen: set[int] = set()
        other = getattr(self, relation)
        while other is not None and other.pk not in seen:
            if other == self:
                return True
            seen.add(other.pk)
            other = getattr(other, relation)
        return False

    @property
    def current(self) -> Department:
        """The department that answers for this one's duties today."""
        department = self
        while department.successor is not None:
            department = department.successor
        return department


class SiteKind(models.TextChoices):
    PORTAL = "portal", _("portal")
    DEPARTMENT = "department", _("department site")
    COUNTY = "county", _("county site")


class SiteLanguage(models.TextChoices):
    """What a site is written in. Traditional Chinese is no site: it is made from simplified pages."""

    CHINESE = "zh-hans", _("Chinese")
    ENGLISH = "en", _("English")


# How HTML, feeds and links between languages name them (BCP 47).
LANGUAGE_TAGS = {SiteLanguage.CHINESE: "zh-CN", SiteLanguage.ENGLISH: "en"}


class SiteState(models.TextChoices):
    """The life of a site: no site is built unfiled (Xinyu 2011, art. 8)."""

    APPLIED = "applied", _("applied for")
    FILED = "filed", _("filed")
    LIVE = "live", pgettext_lazy("site", "live")
    CLOSING = "closing", _("closing")
    CLOSED = "closed", _("closed")


class SiteRecordQuerySet(models.QuerySet["SiteRecord"]):
    def open(self) -> SiteRecordQuerySet:
        """Sites that citizens can read."""
        return self.filter(state__in=[SiteState.LIVE, SiteState.CLOSING])

    def of_user(self, user) -> SiteRecordQuerySet:
        """Sites in which the user holds a role; all of them for a superuser, none for the three
        administrators."""
        if user.is_superuser:
            return self
        return self.filter(groups__group__user=user).distinct()


class SiteRecord(models.Model):
    """The filing record (备案) of a site, beside Wagtail's own `Site`."""

    site = models.OneToOneField(Site, verbose_name=_("site"), on_delete=models.PROTECT, related_name="record")
    code = models.SlugField(_("short code"), max_length=20, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=SiteKind.choices)
    language = models.CharField(
        _("language"),
        max_length=10,
        choices=SiteLanguage.choices,
        default=SiteLanguage.CHINESE,
        help_text=_("What its pages are written in. It never changes."),
    )
    state = models.CharField(
        _("state"), max_length=20, choices=SiteState.choices, default=SiteState.APPLIED, db_index=True
    )
    sponsor = models.ForeignKey(
        Department, verbose_name=_("sponsor"), on_delete=models.PROTECT, related_name="sponsored_sites"
    )
    supervising_body = models.ForeignKey(
        Department,
        verbose_name=_("supervising body"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="supervised_sites",
    )
    operator = models.CharField(_("operator"), max_length=100, blank=True)
    maintainer = models.CharField(_("maintainer"), max_length=100, blank=True)
    site_id_code = models.CharField(
        _("site identification code"),
        max_length=10,
        blank=True,
        validators=[RegexValidator(r"^(\d{10}|[a-zA-Z0-9]{10})$", _("The code has ten characters."))],
    )
    icp_number = models.CharField(_("ICP filing number"), max_length=50, blank=True)
    police_number = models.CharField(_("public security filing number"), max_length=50, blank=True)
    contact_name = models.CharField(_("contact person"), max_length=50, blank=True)
    contact_phone = models.CharField(_("contact telephone"), max_length=30, blank=True)
    contact_email = models.EmailField(_("contact e-mail"), blank=True)
    contact_address = models.CharField(_("contact address"), max_length=200, blank=True)
    error_report_url = models.URLField(
        _("address for reporting errors"),
        blank=True,
        help_text=_("Where readers report an error of a government website; the footer links to it."),
    )
    principal = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("principal"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The person responsible for the site (A role)."),
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("deputy"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Who stands in for the principal (B role)."),
    )
    hosting_place = models.CharField(_("hosting place"), max_length=200, blank=True)
    theme = models.CharField(_("theme"), max_length=20, choices=SiteKind.choices)
    collection = models.OneToOneField(
        Collection,
        verbose_name=_("media collection"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="site_record",
    )

    objects = SiteRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("site record")
        verbose_name_plural = _("site records")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(principal=models.F("deputy")), name="sites_registry_deputy_is_another"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.site.site_name

    @property
    def language_tag(self) -> str:
        return LANGUAGE_TAGS[SiteLanguage(self.language)]


class SiteGroup(models.Model):
    """A role in one site: the Django group that carries its rights there."""

    record = models.ForeignKey(SiteRecord, on_delete=models.CASCADE, related_name="groups")
    role = models.CharField(_("role"), max_length=30)
    group = models.OneToOneField(Group, on_delete=models.CASCADE, related_name="site_group")

    class Meta:
        verbose_name = _("role in a site")
        verbose_name_plural = _("roles in sites")
        constraints = [
            models.UniqueConstraint(fields=["record", "role"], name="sites_registry_one_group_per_role")
        ]

    def __str__(self) -> str:
        return self.group.name


class Administrator(models.Model):
    """Who holds which post of the three administrators (三员): one row a person, so never two posts.

    The database also refuses a row for who is in a group, and a group for who has a row here.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        primary_key=True,
        related_name="administrator",
    )
    post = models.CharField(_("post"), max_length=20)
    since = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        verbose_name = _("administrator")
        verbose_name_plural = _("administrators")
        ordering = ("since",)
        default_permissions = ("add", "delete", "view")
        permissions = [("lock_account", _("Can lock and unlock accounts"))]

    def __str__(self) -> str:
        return f"{self.user} {self.post_name}"

    @property
    def post_name(self) -> str:
        return posts()[self.post].name if self.post in posts() else self.post
