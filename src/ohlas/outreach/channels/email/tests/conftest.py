"""Where people reach the installation in these tests; without it nothing may leave."""

import pytest

from ohlas.lib.config import config


@pytest.fixture(autouse=True)
def public_address(own_home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OHLAS_PUBLIC_URL", "https://ohlas.example.com")
    config.cache_clear()
