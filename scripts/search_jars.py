"""Fetches from Maven Central what a node of OpenSearch is made of: `python -m scripts.search_jars`.

OpenSearch is published there in parts (deploy/search/pom.xml), without what its archive adds: which part is a
module, and what each may do. That is written here, for nodes on loopback that hold nothing of anybody.
"""

from __future__ import annotations

import fcntl
import hashlib
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
POM = ROOT / "deploy" / "search" / "pom.xml"
HOME = ROOT / "var" / "search-server"
# 46 MB, on a slow line.
PATIENCE = 900
NOT_REACHED = "Could not transfer"
DESCRIPTOR = """\
name={name}
description={name}
version={version}
opensearch.version={version}
java.version=11
classname={classname}
"""
# The archive of OpenSearch lists dozens of permissions; a node that nobody else reaches needs no such list.
POLICY = "grant { permission java.security.AllPermission; };\n"


class MissingError(Exception):
    """There is no OpenSearch here, and why."""


class UnreachableError(MissingError):
    """There is none because Maven Central cannot be reached."""


@dataclass(frozen=True)
class Module:
    """A part with a class loader of its own; files are names of what Maven fetched, with wildcards."""

    name: str
    classname: str
    files: tuple[str, ...]


MODULES = (
    Module(
        "transport-netty4",
        "org.opensearch.transport.Netty4Plugin",
        ("transport-netty4-client-*.jar", "netty-*.jar"),
    ),
    Module(
        "analysis-common",
        "org.opensearch.analysis.common.CommonAnalysisPlugin",
        ("analysis-common-*.jar",),
    ),
    Module("reindex", "org.opensearch.index.reindex.ReindexPlugin", ("reindex-client-*.jar",)),
)


def fetch() -> Path:
    """The folder that is the home of every node; fetched only if it is not there as this file says.

    Raises:
        UnreachableError: it has to be fetched, and Maven Central does not answer.
        MissingError: Java or Maven is missing, or Maven failed otherwise.
    """
    if absent := [program for program in ("java", "mvn") if not shutil.which(program)]:
        raise MissingError(f"{absent[0]} is missing (apt-get install default-jre-headless maven)")
    HOME.parent.mkdir(parents=True, exist_ok=True)
    stamp = hashlib.sha256(POM.read_bytes() + Path(__file__).read_bytes()).hexdigest()
    # Tests run in several processes, each of which may need it.
    with HOME.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        kept = HOME / "stamp"
        if not kept.exists() or kept.read_text() != stamp:
            shutil.rmtree(HOME, ignore_errors=True)
            _run_maven(HOME / "lib")
            _lay_out_modules()
            kept.write_text(stamp)
    return HOME


def _run_maven(folder: Path) -> None:
    options = ["-q", "-B", "-U", "-Dstyle.color=never", f"-DoutputDirectory={folder}"]
    command = ["mvn", *options, "-f", str(POM), "package"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        raise UnreachableError(f"Maven Central did not send OpenSearch within {PATIENCE} seconds") from None
    if done.returncode:
        said = done.stdout + done.stderr
        if NOT_REACHED in said:
            raise UnreachableError("Maven Central cannot be reached, and OpenSearch was not fetched before")
        raise MissingError(f"Maven failed:\n{said}")


def _lay_out_modules() -> None:
    (version,) = re.findall(r"<opensearch\.version>(.+?)<", POM.read_text())
    for module in MODULES:
        folder = HOME / "modules" / module.name
        folder.mkdir(parents=True)
        for pattern in module.files:
            for file in (HOME / "lib").glob(pattern):
                file.rename(folder / file.name)
        text = DESCRIPTOR.format(name=module.name, classname=module.classname, version=version)
        (folder / "plugin-descriptor.properties").write_text(text)
        (folder / "plugin-security.policy").write_text(POLICY)
    (HOME / "plugins").mkdir()


def main() -> int:
    """Fetch it; without it there is one line, and tests say themselves what they skip."""
    try:
        fetch()
    except UnreachableError:
        print("无法连接 Maven Central，未取得 OpenSearch，相关测试将跳过。", file=sys.stderr)
    except MissingError as error:
        print(f"未取得 OpenSearch：{error}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
