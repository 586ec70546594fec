"""Where Wagtail hands over when the last step of a workflow is approved.

Wagtail imports this module while its own models load, so it imports ours only when called.
"""


def finish_workflow(workflow_state, user=None):
    """Publish what was approved, or let it wait for its bundle (`WAGTAIL_FINISH_WORKFLOW_ACTION`)."""
    from .bundles import keep_waiting
    from .operations import publish

    revision = workflow_state.current_task_state.revision
    if not keep_waiting(revision, user):
        publish(revision, by=user)
