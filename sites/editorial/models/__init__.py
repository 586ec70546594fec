"""Steps of review, what was decided in each, and who stands in for whom."""

from .step_state import StepState
from .substitution import Substitution
from .tasks import ReviewTask, SecrecyReviewTask, SeparatedApprovalTask, SignOffTask

__all__ = [
    "ReviewTask",
    "SecrecyReviewTask",
    "SeparatedApprovalTask",
    "SignOffTask",
    "StepState",
    "Substitution",
]
