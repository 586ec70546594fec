"""What goes wrong with a cluster."""

from __future__ import annotations

from elastic_transport import TransportError
from elasticsearch import ApiError


class BehindError(Exception):
    """The cluster was not told of too many changes."""


# Whatever it is, the database can answer in its place.
CANNOT_SAY = (ApiError, TransportError, BehindError)
