"""What was decided in a step of review: checked, recorded in the ledger, carried out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from . import acts, recording, secrecy

if TYPE_CHECKING:
    from wagtail.models import Page

    from .models import StepState

MAX_REMARKS = 50


@dataclass(frozen=True)
class Decision:
    """Approved or returned, with what was said.

    Attributes:
        conclusion: code of the conclusion of a secrecy review; empty for other steps.
        ground: code of the ground on which a text is not disclosed.
        remarks: what must change, each {"path", "label", "text"} for one place of the text.
    """

    approved: bool
    comment: str = ""
    conclusion: str = ""
    ground: str = ""
    remarks: list[dict[str, str]] = field(default_factory=list)

    @classmethod
    def checked(cls, approved: bool, comment: str = "", remarks: Iterable[dict] = (), **_more) -> Decision:
        """A decision of an ordinary step.

        Raises:
            ValidationError: it is returned without a word on why.
        """
        said = [remark for remark in remarks if remark["text"].strip()][:MAX_REMARKS]
        if not approved and not comment.strip() and not said:
            raise ValidationError(_("Write the reason, so that the author knows what to change."))
        return cls(approved, comment.strip(), remarks=said)

    @classmethod
    def of_secrecy_review(
        cls,
        approved: bool,
        comment: str = "",
        conclusion: str = "",
        ground: str = "",
        remarks: Iterable[dict] = (),
        **_more,
    ) -> Decision:
        """A decision of a secrecy review; without a conclusion it is the plain one of its direction.

        Raises:
            ValidationError: the conclusion contradicts the direction, or its ground or reason is missing.
        """
        conclusion = conclusion or (secrecy.PUBLIC if approved else secrecy.AFTER_PROCESSING)
        known = secrecy.conclusions().get(conclusion)
        if known is None or known.passes != approved:
            raise ValidationError(_("Choose one of the conclusions of the secrecy review."))
        if known.needs_ground and ground not in secrecy.grounds():
            raise ValidationError(_("Choose the ground on which the text is not disclosed."))
        plain = cls.checked(approved, comment, remarks)
        return cls(approved, plain.comment, conclusion, ground if known.needs_ground else "", plain.remarks)

    @property
    def detail(self) -> dict[str, object]:
        """What of it goes into the ledger beside the opinion: only what was said."""
        said = {"conclusion": self.conclusion, "ground": self.ground, "remarks": self.remarks}
        return {name: value for name, value in said.items() if value}


def carry_out(decision: Decision, state: StepState, page: Page, user) -> None:
    """Seal the decision in the ledger and move the review on, or back."""
    detail = decision.detail
    if state.on_behalf_of is not None:
        detail["on_behalf_of"] = state.on_behalf_of.get_username()
    act = acts.APPROVED if decision.approved else acts.RETURNED
    recording.record_decision(act, page, state.revision, user, state.step, decision.comment, **detail)
    state.conclusion, state.ground, state.remarks = decision.conclusion, decision.ground, decision.remarks
    finish = state.approve if decision.approved else state.reject
    finish(user=user, comment=decision.comment)
