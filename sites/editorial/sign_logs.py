"""Keeps the tokens of signing links out of the log."""

from __future__ import annotations

import logging
import re

_TOKEN = re.compile(r"(/sign/)[A-Za-z0-9_-]{43}")


class HideTokens(logging.Filter):
    """For the logger that notes the address of every request that failed."""

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        if _TOKEN.search(said):
            record.msg, record.args = _TOKEN.sub(r"\1…", said), ()
        return True
