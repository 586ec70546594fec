"""Who manages a site says to which hosts it may link; the ledger knows it."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from sites.editorial import acts
from sites.editorial.models import ReviewedHost
from sites.editorial.rules import hosts
from sites.editorial.rules.checking import check
from sites.ledger.models import Entry
from tests.factories.pages import ArticleFactory
from tests.factories.sites import make_member, make_site, make_user

HOSTS = reverse("sites_editorial:hosts")
LINK = {"type": "paragraph", "value": '<p><a href="https://www.bank.example/">银行</a></p>'}


@pytest.fixture
def record(column):
    return column.get_site().record


@pytest.fixture
def manager(record):
    return make_member(record, "site_admin")


def unreviewed(column) -> list[str]:
    page = ArticleFactory(parent=column, live=False, body=[LINK])
    return [finding.excerpt for finding in check(page) if finding.rule.id == "links.host"]


def test_a_reviewed_host_needs_no_explanation_with_all_names_below_it(column, record, manager):
    assert unreviewed(column) == ["www.bank.example"]
    hosts.review("bank.example", record, "市民卡服务", manager)
    assert unreviewed(column) == []
    assert Entry.objects.filter(act=acts.HOST_REVIEWED).get().site == record.code


def test_a_host_of_another_site_is_not_reviewed_here(column):
    other = make_site("elsewhere")
    hosts.review("bank.example", other, "市民卡服务", make_member(other, "site_admin"))
    assert unreviewed(column) == ["www.bank.example"]


def test_a_dropped_host_is_found_again(column, record, manager):
    reviewed = hosts.review("bank.example", record, "市民卡服务", manager)
    hosts.drop(reviewed, manager)
    assert unreviewed(column) == ["www.bank.example"]
    assert Entry.objects.filter(act=acts.HOST_DROPPED).exists()


def test_sites_of_the_installation_are_no_strangers(column):
    other = make_site("elsewhere")
    link = {"type": "paragraph", "value": f'<p><a href="https://{other.site.hostname}/">网站</a></p>'}
    page = ArticleFactory(parent=column, live=False, body=[link])
    assert not [finding for finding in check(page) if finding.rule.id == "links.host"]


def test_only_who_manages_the_site_reviews(record, manager):
    other = make_site("elsewhere")
    strangers = [make_member(record, "editor"), make_member(other, "site_admin"), make_user()]
    reviewed = hosts.review("bank.example", record, "市民卡服务", manager)
    for person in strangers:
        with pytest.raises(PermissionDenied):
            hosts.review("shop.example", record, "理由", person)
        with pytest.raises(PermissionDenied):
            hosts.drop(reviewed, person)
    with pytest.raises(PermissionDenied):
        hosts.review("shop.example", None, "理由", manager)
    assert list(ReviewedHost.objects.values_list("host", flat=True)) == ["bank.example"]


@pytest.mark.parametrize("host", ["https://a.example", "a", "a b.example", "a.example/x", ""])
def test_what_is_no_host_name_is_refused_in_words(record, manager, host):
    with pytest.raises(ValidationError, match="域名"):
        hosts.review(host, record, "理由", manager)


def test_the_office_lists_adds_and_drops(client, record, manager):
    client.force_login(manager)
    data = {"host": "bank.example", "record": record.pk, "reason": "市民卡服务"}
    assert client.post(HOSTS, data).status_code == 302
    html = client.get(HOSTS).content.decode()
    assert "bank.example" in html
    again = client.post(HOSTS, data)
    assert again.status_code == 422
    assert "市民卡服务" in again.content.decode()
    client.post(HOSTS, {"drop": ReviewedHost.objects.get().pk})
    assert not ReviewedHost.objects.exists()


def test_the_office_says_everything_that_is_wrong_at_once(client, record, manager):
    client.force_login(manager)
    answer = client.post(HOSTS, {"host": "https://a.example", "record": record.pk, "reason": ""})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"host", "reason"}
    assert "https://a.example" in answer.content.decode()


def test_the_office_shows_it_to_managers_only_and_nothing_of_other_sites(client, record, manager):
    hosts.review("bank.example", record, "市民卡服务", manager)
    other = make_site("elsewhere")
    client.force_login(make_member(other, "site_admin"))
    assert "bank.example" not in client.get(HOSTS).content.decode()
    assert client.post(HOSTS, {"drop": ReviewedHost.objects.get().pk}).status_code == 404
    client.force_login(make_member(record, "editor"))
    assert client.get(HOSTS).status_code in {302, 403}


def test_the_list_asks_as_often_for_many_hosts_as_for_one(
    client, record, manager, django_assert_max_num_queries
):
    hosts.review("bank.example", record, "理由", manager)
    client.force_login(manager)
    client.get(HOSTS)
    with django_assert_max_num_queries(60) as few:
        client.get(HOSTS)
    for number in range(5):
        hosts.review(f"bank{number}.example", record, "理由", manager)
    with django_assert_max_num_queries(len(few)):
        client.get(HOSTS)
