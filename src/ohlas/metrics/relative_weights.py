"""Johnson's relative weights: close to Shapley shares for any number of drivers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from ohlas.metrics.arrays import Matrix

_RANK = 1e-10  # eigenvalues below this carry no direction of their own


def johnson_shares(correlations: Matrix) -> Matrix:
    """ε_j = Σ_k λ²_jk β*²_k with Rxx = VΔV', Λ = VΔ^½V', β* = Λ⁻¹r.

    Shape:  samples × (k+1) × (k+1) in (the outcome last), samples × k out; each row sums to R².
    Errors: an approximation of LMG, exact for uncorrelated drivers.
    Source: Johnson (2000), *Multivariate Behavioral Research* 35(1).
    """
    drivers, outcome = correlations[:, :-1, :-1], correlations[:, :-1, -1]
    values, vectors = np.linalg.eigh(drivers)
    kept = values > _RANK
    root = np.sqrt(np.where(kept, values, 0.0))
    inverse = np.where(kept, 1 / np.where(kept, root, 1.0), 0.0)
    loadings = np.einsum("sij,sj,skj->sik", vectors, root, vectors)
    beta = np.einsum("sij,sj,skj,sk->si", vectors, inverse, vectors, outcome)
    return np.asarray(np.einsum("sjk,sk->sj", loadings**2, beta**2))
