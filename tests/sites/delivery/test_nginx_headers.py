"""A copy that nginx sends has the headers that the installation sends in production."""

import os
import subprocess
import sys

from scripts import nginx_headers


def test_the_shipped_headers_are_those_of_the_production_settings(tmp_path):
    """`python -m scripts.nginx_headers` writes them anew."""
    made = tmp_path / "headers.conf"
    root = nginx_headers.FILE.parents[2]
    environment = {**os.environ, "YIZHAN_DATA": str(tmp_path), "YIZHAN_SECRET_KEY": "of no importance"}
    command = [sys.executable, "-m", "scripts.nginx_headers", str(made)]
    subprocess.run(command, cwd=root, env=environment, check=True)
    assert made.read_text() == nginx_headers.FILE.read_text()
    assert "Strict-Transport-Security" in made.read_text()
