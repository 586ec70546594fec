"""Nobody of one site sees or changes anything of another in the office: role by site by view.

The views are those of the URL resolver, so a new one is in the matrix without being named here; one whose
arguments nobody can fill fails.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib.messages import get_messages
from django.db import connection, transaction

from sites.registry.admin_access import open_views
from sites.registry.roles import roles

from . import office_urls, questions, two_sites
from .office_urls import Address

ACTORS = [*roles(), "editor of two sites", "member of no site"]
# One of each set of rights, who also look at what is their own: does it tell about the other site?
WITNESSES = ["contributor", "signer", "site_admin", "editor of two sites"]
# Those with the most rights, who knock at what is shut to everybody.
STRONGEST = ["site_admin", "editor of two sites"]
ANSWERS = {200, 302, 400, 403, 404, 405, 422}
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")
# Tables that every request of a person may write: his own session, profile, open editors, entries of his own.
OWN_TABLES = ("django_session", "wagtailusers_userprofile", "wagtailadmin_editingsession")


# Without its counters, a page's form is no form; with these, a POST reaches what the view does.
PAGE_FORM = {
    "title": "visibleown",
    "body-count": "0",
    "attachments-count": "0",
    "link_area-count": "0",
    "comments-TOTAL_FORMS": "0",
    "comments-INITIAL_FORMS": "0",
    "display_date": "2026-11-21 08:00",
}
COPY_FORM = {"new_title": "visibleown", "new_slug": "copy", "new_parent_page": "1"}
PLAUSIBLE = {
    "wagtailadmin_pages:add": PAGE_FORM,
    "wagtailadmin_pages:edit": PAGE_FORM,
    "wagtailadmin_pages:copy": COPY_FORM,
    "wagtailadmin_pages:preview_on_add": PAGE_FORM,
    "wagtailadmin_pages:preview_on_edit": PAGE_FORM,
    "wagtailadmin_pages:revisions_revert": PAGE_FORM,
    "wagtailadmin_choose_page_external_link": {"external-link-chooser-url": "https://www.gov.cn/"},
    "wagtailadmin_pages:collect_workflow_action_data": {"comment": "同意"},
    "wagtailadmin_pages:workflow_action": {"comment": "同意"},
}


class Office:
    """Asks one address as one person, and reports what would be a breach of isolation."""

    def __init__(self, world, before, clients) -> None:
        self.world, self.before, self.clients = world, before, clients

    def ask(self, actor: str, method: str, path: str, data: dict | None = None) -> list[str]:
        client = self.clients[actor]
        written: list[str] = []

        def watch(execute, sql, params, many, context):
            if sql.startswith(WRITES) and not any(table in sql for table in OWN_TABLES):
                written.append(sql)
            return execute(sql, params, many, context)

        point = transaction.savepoint()
        cookies = client.cookies.copy()
        try:
            with connection.execute_wrapper(watch):
                response = getattr(client, method)(path, data or {})
            found = list(self._breaches(response))
            if written and two_sites.traces(self.world.other) != self.before:
                found.append("changed something of the other site")
            return [f"{actor}: {method} {path}: {breach}" for breach in found]
        finally:
            transaction.savepoint_rollback(point)
            client.cookies = cookies

    def _breaches(self, response) -> Iterator[str]:
        if response.status_code not in ANSWERS:
            yield f"answered {response.status_code}"
        shown = [b"".join(response).decode(errors="replace"), str(response.headers)]
        shown += [str(message) for message in get_messages(response.wsgi_request)]
        for marker in two_sites.MARKERS:
            if any(marker in text for text in shown):
                yield f"showed {marker}"


@pytest.fixture
def office(db, world, before, clients) -> Office:
    return Office(world, before, clients)


@pytest.mark.parametrize("address", office_urls.addresses(), ids=str)
def test_no_view_leaks_or_touches_another_site(office, address: Address):
    world = office.world
    breaches = []
    for path, all_own in office_urls.paths(address, (world.own, world.other)):
        for actor in _asking(address, all_own):
            breaches += office.ask(actor, "get", path)
            breaches += office.ask(actor, "post", path, PLAUSIBLE.get(address.name))
    assert not breaches, "\n".join(breaches)


def _asking(address: Address, all_own: bool) -> list[str]:
    if address.name not in open_views():
        return STRONGEST
    return WITNESSES if all_own else ACTORS


@pytest.mark.parametrize("number", range(len(questions.QUESTIONS)), ids=questions.names())
def test_no_question_about_another_site_is_answered(office, number: int):
    breaches = []
    for path in questions.paths(questions.QUESTIONS[number], office.world):
        for actor in STRONGEST:
            breaches += office.ask(actor, "get", path)
    assert not breaches, "\n".join(breaches)


def test_the_questions_would_find_everything_that_is_hidden(db, world):
    """An administrator of the installation sees every marker: where a member sees none, it is not for want
    of anything to see."""
    browser = two_sites.browser(world.administrator)
    # Wagtail's comments are switched off; their marker waits for the day they are not.
    unseen = set(two_sites.MARKERS) - {"hiddencomment"}
    for question in [asked for asked in questions.QUESTIONS if asked[0] in questions.REVEALING]:
        for path in questions.paths(question, world):
            page = b"".join(browser.get(path)).decode(errors="replace")
            unseen -= {marker for marker in unseen if marker in page}
    assert not unseen


@pytest.mark.parametrize("number", range(len(questions.FORMS)), ids=[form.name for form in questions.FORMS])
def test_nothing_of_another_site_is_taken_from_a_form(office, number: int):
    form = questions.FORMS[number]
    path, data = form.fill(office.world, office.world.other)
    breaches = [f"{actor}: {breach}" for actor in ACTORS for breach in office.ask(actor, "post", path, data)]
    assert not breaches, "\n".join(breaches)


@pytest.mark.parametrize("number", range(len(questions.FORMS)), ids=[form.name for form in questions.FORMS])
def test_the_same_form_with_things_of_ones_own_site_is_taken(db, world, clients, number: int):
    """What is refused above is refused for being of the other site, and for nothing else."""
    form = questions.FORMS[number]
    path, data = form.fill(world, world.own)
    client = clients[form.by]
    point = transaction.savepoint()
    response = client.post(path, data)
    taken = form.taken(world)
    transaction.savepoint_rollback(point)
    assert response.status_code in {200, 302}
    assert taken
