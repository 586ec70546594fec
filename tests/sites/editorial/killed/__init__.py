"""An installation of its own whose processes are killed while they publish."""
