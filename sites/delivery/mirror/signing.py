"""Signs mirrors with the installation's secret key, as copies are sealed.

Who holds the key can verify one without this program (docs/delivery.md); everybody else has the digest of
each manifest in the ledger, whose daily heads are public.
"""

from __future__ import annotations

from pathlib import Path

from django.utils.crypto import constant_time_compare, salted_hmac

from . import layout
from .manifest import Manifest, entry_of

_SALT = "sites.delivery.mirror"


def finish(folder: Path, manifest: Manifest) -> None:
    """Write beside the contents of a mirror what they are, and sign it. `manifest` is completed."""
    sums = folder / layout.SUMS
    sums.write_text(manifest.sums())
    manifest.files[layout.SUMS] = entry_of(sums, "text/plain; charset=utf-8")
    (folder / layout.MANIFEST).write_bytes(manifest.as_bytes())
    sign(folder)


def sign(folder: Path) -> None:
    """Sign the manifest of the mirror in `folder`."""
    (folder / layout.SIGNATURE).write_text(_signature(folder) + "\n")


def is_signed(folder: Path) -> bool:
    """Whether this installation signed the manifest in `folder` as it is now."""
    try:
        said = (folder / layout.SIGNATURE).read_text().strip()
        return constant_time_compare(said, _signature(folder))
    except (OSError, ValueError):
        return False


def _signature(folder: Path) -> str:
    manifest = (folder / layout.MANIFEST).read_bytes()
    return salted_hmac(_SALT, manifest, algorithm="sha256").hexdigest()
