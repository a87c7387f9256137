"""The arithmetic of experience: scores, intervals and comparisons on tallies. Pure, and light to import."""

from ohlas.metrics.errors import (
    BadSetting,
    BadTally,
    MetricsError,
    OffScale,
    UnknownMeasure,
    UnknownScale,
    UnlikeScales,
)
from ohlas.metrics.families import benjamini_hochberg
from ohlas.metrics.figures import Comparison, Figure, Interval
from ohlas.metrics.means import compare_means, mean, mean_figure, mean_interval
from ohlas.metrics.moments import MeanTally, effective_size, kish, linearised_se
from ohlas.metrics.nps import compare_nps, nps, nps_figure, nps_interval, nps_variance
from ohlas.metrics.panels import clustered_nps, enps_interval, paired_change, paired_nps
from ohlas.metrics.planning import power, sample_size, sample_size_per_group
from ohlas.metrics.registry import MEASURES, Measure, measure_of, measures_of
from ohlas.metrics.scales import SCALES, Scale, scale_of
from ohlas.metrics.shares import compare_shares, share, share_figure, share_interval
from ohlas.metrics.tallies import (
    Cell,
    NpsTally,
    ScoreCounts,
    ShareTally,
    counts_of,
    counts_of_answers,
    counts_together,
    mean_tally,
    nps_tally,
    share_tally,
)

__all__ = [
    "MEASURES",
    "SCALES",
    "BadSetting",
    "BadTally",
    "Cell",
    "Comparison",
    "Figure",
    "Interval",
    "MeanTally",
    "Measure",
    "MetricsError",
    "NpsTally",
    "OffScale",
    "Scale",
    "ScoreCounts",
    "ShareTally",
    "UnknownMeasure",
    "UnknownScale",
    "UnlikeScales",
    "benjamini_hochberg",
    "clustered_nps",
    "compare_means",
    "compare_nps",
    "compare_shares",
    "counts_of",
    "counts_of_answers",
    "counts_together",
    "effective_size",
    "enps_interval",
    "kish",
    "linearised_se",
    "mean",
    "mean_figure",
    "mean_interval",
    "mean_tally",
    "measure_of",
    "measures_of",
    "nps",
    "nps_figure",
    "nps_interval",
    "nps_tally",
    "nps_variance",
    "paired_change",
    "paired_nps",
    "power",
    "sample_size",
    "sample_size_per_group",
    "scale_of",
    "share",
    "share_figure",
    "share_interval",
    "share_tally",
]
