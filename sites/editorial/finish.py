"""Where Wagtail hands over when the last step of a workflow is approved.

Wagtail imports this module while its own models load, so it imports ours only when called.
"""


def finish_workflow(workflow_state, user=None):
    """Publish what was approved (`WAGTAIL_FINISH_WORKFLOW_ACTION`)."""
    from .operations import publish

    publish(workflow_state.current_task_state.revision, by=user)
