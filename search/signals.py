"""Tells the rooms above what was searched for and opened; the search itself remembers nothing."""

from django.dispatch import Signal

# Sent for the first page of results, with `request`, `query` as it was typed and `total` results.
searched = Signal()
# Sent when a reader opened a result, with `request`, `query` as it was typed and its `place`, from 1.
opened = Signal()
# Sent once the cluster has something to hear (`search.cluster.changes.send`).
changed = Signal()
