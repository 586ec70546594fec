"""Steps of review and their outcome, who stands in for whom, what went out early, what came down."""

from .emergency import EmergencyRelease
from .step_state import StepState
from .substitution import Substitution
from .tasks import ReviewTask, SecrecyReviewTask, SeparatedApprovalTask, SignOffTask
from .withdrawal import ReceiptLine, Withdrawal

__all__ = [
    "EmergencyRelease",
    "ReceiptLine",
    "ReviewTask",
    "SecrecyReviewTask",
    "SeparatedApprovalTask",
    "SignOffTask",
    "StepState",
    "Substitution",
    "Withdrawal",
]
