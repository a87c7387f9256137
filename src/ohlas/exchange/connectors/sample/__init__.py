"""The sample company Kavárna Sova: a seeded simulation with a story to find, labelled as sample data."""

from ohlas.exchange.connectors.sample.shapes import (
    Placement,
    SampleCompany,
    SampleCustomer,
    SampleEmployee,
    SampleOrganisation,
    SampleProduct,
    SampleResponse,
    SampleSurvey,
    SampleTouchpoint,
    SampleUnit,
)
from ohlas.exchange.connectors.sample.simulate import sample_company
from ohlas.exchange.connectors.sample.story import Story, story

__all__ = [
    "Placement",
    "SampleCompany",
    "SampleCustomer",
    "SampleEmployee",
    "SampleOrganisation",
    "SampleProduct",
    "SampleResponse",
    "SampleSurvey",
    "SampleTouchpoint",
    "SampleUnit",
    "Story",
    "sample_company",
    "story",
]
