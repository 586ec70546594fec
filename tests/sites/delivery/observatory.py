"""Grades the headers of a page as the MDN HTTP Observatory does: 100 points, and what each outcome adds.

The outcomes are data (`MODIFIERS`); a function for each of the twelve tests says which one an answer has.
Left out is what needs a scanner outside: certificates, preload lists, foreign CORS files. What the
Observatory gives for a COOP or COEP weaker than the best is not known here and counts nothing.

Source: mdn/mdn-http-observatory, `src/grader/charts.js` and `src/analyzer/tests/`; facts/inspection.md §5.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.http import HttpResponse
from selectolax.lexbor import LexborHTMLParser

MODIFIERS = {
    "csp-none-unsafe-default-none": 10,
    "csp-none-unsafe": 5,
    "csp-unsafe-style-only": 0,
    "csp-insecure-passive": -10,
    "csp-unsafe-eval": -10,
    "csp-unsafe-inline": -20,
    "csp-insecure-scheme": -20,
    "csp-missing": -25,
    "cookies-all-good": 5,
    "cookies-good-without-samesite": 0,
    "cookies-none": 0,
    "cookies-without-secure-but-hsts": -5,
    "cookies-session-without-secure-but-hsts": -10,
    "cookies-without-secure": -20,
    "cookies-samesite-invalid": -20,
    "cookies-csrf-without-samesite": -20,
    "cookies-session-without-httponly": -30,
    "cookies-session-without-secure": -40,
    "cors-none": 0,
    "cors-public": 0,
    "cors-restricted": 0,
    "cors-universal-with-credentials": -50,
    "redirect-to-https": 0,
    "redirect-to-other-host-first": -5,
    "redirect-not-to-https-first": -10,
    "redirect-not-to-https": -20,
    "redirect-missing": -20,
    "referrer-private": 5,
    "referrer-missing": 0,
    "referrer-unsafe": -5,
    "referrer-invalid": -5,
    "hsts-six-months": 0,
    "hsts-shorter": -10,
    "hsts-missing": -20,
    "hsts-invalid": -20,
    "sri-same-origin": 5,
    "sri-foreign": 5,
    "sri-not-html": 0,
    "sri-no-scripts": 0,
    "sri-none-but-same-origin": 0,
    "sri-none-foreign-secure": -5,
    "sri-foreign-insecure": -20,
    "sri-none-foreign-insecure": -50,
    "nosniff": 0,
    "nosniff-missing": -5,
    "nosniff-invalid": -5,
    "frames-by-csp": 5,
    "frames-allow-from": 0,
    "frames-by-header": 0,
    "frames-missing": -20,
    "frames-invalid": -20,
    "corp-same-origin": 10,
    "corp-same-site": 10,
    "corp-cross-origin": 0,
    "corp-missing": 0,
    "corp-invalid": -5,
    "coop-same-origin": 10,
    "coop-weaker": 0,
    "coop-missing": 0,
    "coop-invalid": -5,
    "coep-require-corp": 10,
    "coep-weaker": 0,
    "coep-missing": 0,
    "coep-invalid": -5,
}
# Who does not reach this without them gets no points above 100.
LEAST_FOR_BONUS = 90
SIX_MONTHS = 15_768_000
BROAD = {"ftp:", "http:", "https:", "*", "http://*", "http://*.*", "https://*", "https://*.*"}
PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
UNSAFE = {"origin", "origin-when-cross-origin", "unsafe-url", "no-referrer-when-downgrade"}


@dataclass(frozen=True)
class Seen:
    """A page over https, and what plain http answered at the same address (None: nothing)."""

    host: str
    page: HttpResponse
    plain: HttpResponse | None

    def header(self, name: str) -> str:
        return self.page.get(name, "").strip()

    @property
    def policy(self) -> dict[str, set[str]]:
        parts = [part.split() for part in self.header("Content-Security-Policy").split(";")]
        return {part[0].lower(): set(part[1:]) for part in parts if part}


def outcomes(seen: Seen) -> list[str]:
    return [test(seen) for test in TESTS]


def score(seen: Seen) -> int:
    modifiers = [MODIFIERS[outcome] for outcome in outcomes(seen)]
    without_bonus = 100 + sum(each for each in modifiers if each < 0)
    bonus = sum(each for each in modifiers if each > 0)
    return max(without_bonus + (bonus if without_bonus >= LEAST_FOR_BONUS else 0), 0)


def content_security_policy(seen: Seen) -> str:
    policy = seen.policy
    if not policy:
        return "csp-missing"
    default = policy.get("default-src", {"*"})
    script, style, objects = (set(policy.get(f"{n}-src", default)) for n in ("script", "style", "object"))
    for sources in (script, style):
        if any(re.match(r"'(nonce|sha256|sha384|sha512)-", source) for source in sources):
            sources.discard("'unsafe-inline'")
    passive = {"img-src", "media-src"}
    active = script.union(
        *(sources for name, sources in policy.items() if name not in {*passive, "script-src"})
    )
    shown = set().union(*(policy.get(name, default) for name in passive))
    inline = {"'unsafe-inline'", "data:"}
    found = [
        (bool(script & (BROAD | inline) or objects & BROAD), "csp-unsafe-inline"),
        (any(source.startswith(("http:", "ftp:")) for source in active), "csp-insecure-scheme"),
        ("'unsafe-eval'" in script | style, "csp-unsafe-eval"),
        (any(source.startswith(("http:", "ftp:")) for source in shown), "csp-insecure-passive"),
        (bool(style & (BROAD | inline)), "csp-unsafe-style-only"),
        (policy.get("default-src") == {"'none'"}, "csp-none-unsafe-default-none"),
    ]
    return next((outcome for is_so, outcome in found if is_so), "csp-none-unsafe")


def cookies(seen: Seen) -> str:
    if not seen.page.cookies:
        return "cookies-none"
    protected = strict_transport_security(seen) == "hsts-six-months"
    found = set()
    for name, cookie in seen.page.cookies.items():
        is_session = any(part in name.lower() for part in ("login", "sess"))
        if cookie["samesite"] and cookie["samesite"].lower() not in {"lax", "strict", "none"}:
            found.add("cookies-samesite-invalid")
        if "csrf" in name.lower() and not cookie["samesite"]:
            found.add("cookies-csrf-without-samesite")
        if not cookie["secure"]:
            kind = "cookies-session-without-secure" if is_session else "cookies-without-secure"
            found.add(f"{kind}-but-hsts" if protected else kind)
        if is_session and not cookie["httponly"]:
            found.add("cookies-session-without-httponly")
        if not cookie["samesite"]:
            found.add("cookies-good-without-samesite")
    return min(found, key=MODIFIERS.__getitem__, default="cookies-all-good")


def cross_origin_sharing(seen: Seen) -> str:
    allowed = seen.header("Access-Control-Allow-Origin")
    if not allowed:
        return "cors-none"
    if seen.header("Access-Control-Allow-Credentials").lower() == "true" and allowed == "*":
        return "cors-universal-with-credentials"
    return "cors-public" if allowed == "*" else "cors-restricted"


def redirection(seen: Seen) -> str:
    if seen.plain is None:
        return "redirect-to-https"
    if seen.plain.status_code not in {301, 302, 307, 308}:
        return "redirect-missing"
    target = urlsplit(seen.plain["Location"])
    if target.scheme != "https":
        return "redirect-not-to-https-first"
    return "redirect-to-https" if target.hostname == seen.host else "redirect-to-other-host-first"


def referrer_policy(seen: Seen) -> str:
    # Of several values the last one counts that a browser knows.
    values = [value.strip().lower() for value in seen.header("Referrer-Policy").split(",") if value.strip()]
    known = [value for value in values if value in PRIVATE | UNSAFE]
    if not values:
        return "referrer-missing"
    if not known:
        return "referrer-invalid"
    return "referrer-private" if known[-1] in PRIVATE else "referrer-unsafe"


def strict_transport_security(seen: Seen) -> str:
    header = seen.header("Strict-Transport-Security")
    if not header:
        return "hsts-missing"
    age = re.search(r"(?:^|;)\s*max-age=\"?(\d+)", header, re.IGNORECASE)
    if age is None:
        return "hsts-invalid"
    return "hsts-six-months" if int(age[1]) >= SIX_MONTHS else "hsts-shorter"


def subresource_integrity(seen: Seen) -> str:
    if not seen.header("Content-Type").startswith(("text/html", "application/xhtml+xml")):
        return "sri-not-html"
    scripts = LexborHTMLParser(seen.page.content.decode()).css("script")
    if not scripts:
        return "sri-no-scripts"
    found = set()
    is_foreign = has_own = False
    for script in scripts:
        source, integrity = script.attributes.get("src") or "", script.attributes.get("integrity")
        target = urlsplit(source)
        if not target.netloc or (target.scheme and target.hostname == seen.host):
            has_own = has_own or bool(integrity)
            continue
        is_foreign = True
        if target.scheme != "https":
            found.add("sri-foreign-insecure" if integrity else "sri-none-foreign-insecure")
        elif not integrity:
            found.add("sri-none-foreign-secure")
    good = "sri-foreign" if is_foreign else "sri-same-origin" if has_own else "sri-none-but-same-origin"
    return min(found, key=MODIFIERS.__getitem__, default=good)


def content_type_options(seen: Seen) -> str:
    header = seen.header("X-Content-Type-Options").lower()
    return {"nosniff": "nosniff", "": "nosniff-missing"}.get(header, "nosniff-invalid")


def frame_options(seen: Seen) -> str:
    if "frame-ancestors" in seen.policy:
        return "frames-by-csp"
    header = seen.header("X-Frame-Options").lower()
    if header.startswith("allow-from"):
        return "frames-allow-from"
    known = {"": "frames-missing", "deny": "frames-by-header", "sameorigin": "frames-by-header"}
    return known.get(header, "frames-invalid")


def resource_policy(seen: Seen) -> str:
    known = {"same-origin", "same-site", "cross-origin"}
    return _one_of("corp", seen.header("Cross-Origin-Resource-Policy"), {each: each for each in known})


def opener_policy(seen: Seen) -> str:
    weaker = dict.fromkeys(["same-origin-allow-popups", "noopener-allow-popups", "unsafe-none"], "weaker")
    known = {"same-origin": "same-origin", **weaker}
    return _one_of("coop", seen.header("Cross-Origin-Opener-Policy"), known)


def embedder_policy(seen: Seen) -> str:
    known = {"require-corp": "require-corp", "credentialless": "weaker", "unsafe-none": "weaker"}
    return _one_of("coep", seen.header("Cross-Origin-Embedder-Policy"), known)


def _one_of(test: str, header: str, known: dict[str, str]) -> str:
    value = header.partition(";")[0].strip()
    return f"{test}-{known.get(value, 'invalid') if value else 'missing'}"


TESTS: list[Callable[[Seen], str]] = [
    content_security_policy,
    cookies,
    cross_origin_sharing,
    redirection,
    referrer_policy,
    strict_transport_security,
    subresource_integrity,
    content_type_options,
    frame_options,
    resource_policy,
    opener_policy,
    embedder_policy,
]
