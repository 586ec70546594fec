"""Formats of official identifiers."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


def validate_uscc(value: str) -> None:
    """Check a unified social credit code (统一社会信用代码): 18 characters, the last a check character.

    Raises:
        ValidationError: it has another length, a letter that is never used, or a wrong check character.

    Source: GB 32100-2015.
    """
    if len(value) != 18 or any(c not in _USCC_ALPHABET for c in value):
        raise ValidationError(_("A unified social credit code has 18 digits and capital letters."))
    total = sum(_USCC_ALPHABET.index(c) * weight for c, weight in zip(value, _USCC_WEIGHTS, strict=False))
    if _USCC_ALPHABET[-total % 31] != value[-1]:
        raise ValidationError(_("The last character does not fit the others; compare with the certificate."))
