"""Test settings that must stand before Django is set up: a throw-away home and the chosen database."""

import os
import tempfile

os.environ.setdefault("OHLAS_HOME", tempfile.mkdtemp(prefix="ohlas-test-"))

pytest_plugins = ["tests.world"]
