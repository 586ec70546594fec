"""What this room does by the clock."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from search import maintenance, title_checks
from search.models import Change, TitleCheck
from sites.jobs.background import background_task, scheduled
from sites.jobs.models import TaskRun
from sites.registry.models import SiteRecord

from .search_sources import sample

# Pages of each site whose titles are searched for in one night.
SAMPLE = 100
# With changes that wait for longer the cluster is out of reach: it is told by the clock.
_SOON = timedelta(minutes=1)


@scheduled("verify_search", cron="20 4 * * *")
@background_task(title=_("Compare the search with what is published"), max_attempts=3)
def verify_search() -> None:
    """Put in what the search misses, and take out what is public no more."""
    maintenance.repair()


@scheduled("follow_updates_of_search", cron="*/5 * * * *")
@background_task(title=_("Let the search follow an update of the program"), max_attempts=1)
def follow_updates_of_search() -> None:
    """Have made anew what another version of the program put into the search, before the night comes."""
    is_under_way = TaskRun.objects.unfinished().filter(task_path=verify_search.path).exists()
    if maintenance.is_of_another_version() and not is_under_way:
        verify_search.enqueue()


@scheduled("check_titles", cron="50 4 * * *")
@background_task(title=_("Check that titles find their pages"), max_attempts=3, limit=timedelta(hours=1))
def check_titles() -> None:
    """Search for some pages of every open site by their titles, and keep how many stand among the first."""
    today = timezone.localdate()
    sites = Site.objects.filter(record__in=SiteRecord.objects.open()).select_related("root_page")
    # An attempt that was cut off goes on with what it left.
    done = TitleCheck.objects.filter(day=today).values("site")
    for site in sites.exclude(pk__in=done).order_by("pk"):
        title_checks.check(site, sample(site, SAMPLE), today)
    title_checks.forget_old()


@scheduled("tell_search_cluster", cron="* * * * *")
@background_task(title=_("Tell the search cluster what changed"), max_attempts=1)
def tell_search_cluster() -> None:
    """Send what waits in the outbox of the search, if this installation has a cluster."""
    if settings.SEARCH_URL:
        # The client takes a while to load.
        from search.cluster import changes

        changes.send()


def tell_search_cluster_soon(sender: object, **_kwargs: object) -> None:
    """Have the cluster told at once, unless it does not listen (receives `changed`)."""
    if not Change.objects.filter(noted_at__lt=timezone.now() - _SOON).exists():
        tell_search_cluster.enqueue()
