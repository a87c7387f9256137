"""One simulated company for all tests of a run: it is deterministic, so it may be shared."""

from datetime import date

import pytest

from ohlas.exchange.connectors.sample import SampleCompany, Story, sample_company, story

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="session")
def sova() -> SampleCompany:
    return sample_company(TODAY)


@pytest.fixture(scope="session")
def plot() -> Story:
    return story(TODAY)
