"""Steps of review, substitutes, what goes out together, early, or came down, findings of rules."""

from .bundle import Bundle, BundleMember
from .emergency import EmergencyRelease
from .signing import Obstacle, Signatory, SignLink
from .step_state import StepState
from .substitution import Substitution
from .tasks import ReviewTask, SecrecyReviewTask, SeparatedApprovalTask, SignOffTask
from .withdrawal import ReceiptLine, Withdrawal

# isort: split
from sites.editorial.rules.models import LiveFinding, OpenedFile, ReviewedHost, RuleOverride, TextMark

__all__ = [
    "Bundle",
    "BundleMember",
    "EmergencyRelease",
    "LiveFinding",
    "Obstacle",
    "OpenedFile",
    "ReceiptLine",
    "ReviewTask",
    "ReviewedHost",
    "RuleOverride",
    "SecrecyReviewTask",
    "SeparatedApprovalTask",
    "SignLink",
    "SignOffTask",
    "Signatory",
    "StepState",
    "Substitution",
    "TextMark",
    "Withdrawal",
]
