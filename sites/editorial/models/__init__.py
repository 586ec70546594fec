"""Steps of review, what was decided in each, who stands in for whom, what went out in an emergency."""

from .emergency import EmergencyRelease
from .step_state import StepState
from .substitution import Substitution
from .tasks import ReviewTask, SecrecyReviewTask, SeparatedApprovalTask, SignOffTask

__all__ = [
    "EmergencyRelease",
    "ReviewTask",
    "SecrecyReviewTask",
    "SeparatedApprovalTask",
    "SignOffTask",
    "StepState",
    "Substitution",
]
