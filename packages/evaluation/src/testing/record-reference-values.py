"""Writes reference-values.json: what NumPy and SciPy make of features that seeds determine.

Run by hand after a change of the cases: python3 record-reference-values.py > reference-values.json
"""
import json
import numpy as np
import scipy
from scipy import linalg

# name, features, real and fake pictures, and what is peculiar
CASES = [
    {"name": "more pictures than features", "size": 8, "real": 50, "fake": 40},
    {"name": "sizes that no block divides", "size": 67, "real": 503, "fake": 301},
    {"name": "several blocks", "size": 300, "real": 1200, "fake": 700},
    {"name": "fewer pictures than features on both sides", "size": 90, "real": 31, "fake": 44},
    {"name": "fewer pictures than features on one side", "size": 150, "real": 900, "fake": 60},
    {"name": "constant and repeated features", "size": 70, "real": 400, "fake": 400, "degenerate": True},
]


def draw_features(seed, count, size, shift, degenerate):
    """The same numbers as testing/draw-features.ts."""
    state = seed
    numbers = np.empty(count * size)
    for i in range(count * size):
        state = (state * 1664525 + 1013904223) % 2**32
        numbers[i] = state / 2**32 - 0.5
    numbers = numbers.reshape(count, size)
    columns = np.arange(size)
    common = numbers[:, :1] * ((columns % 7) / 4)
    features = 0.5 + shift * ((columns % 5) + 1) + numbers * ((columns % 3) + 1) + common
    if degenerate:
        features[:, columns % 4 == 1] = 0.25
        features[:, columns % 4 == 2] = features[:, columns % 4 == 0][:, : np.sum(columns % 4 == 2)]
    return features.astype(np.float32).astype(np.float64)


def frechet(real, fake):
    """The trace of the root is the nuclear norm of X1 X2^T, so it needs neither covariance nor matrix root."""
    c1, c2 = real - real.mean(0), fake - fake.mean(0)
    n1, n2 = len(real) - 1, len(fake) - 1
    root = linalg.svdvals(c1 @ c2.T).sum() / np.sqrt(n1 * n2)
    mean = ((real.mean(0) - fake.mean(0)) ** 2).sum()
    distance = mean + (c1**2).sum() / n1 + (c2**2).sum() / n2 - 2 * root
    s1, s2 = np.cov(real, rowvar=False), np.cov(fake, rowvar=False)
    usual = mean + np.trace(s1) + np.trace(s2) - 2 * np.trace(linalg.sqrtm(s1 @ s2)).real
    return distance, usual


def kid(real, fake):
    kernel = lambda a, b: (a @ b.T / a.shape[1] + 1) ** 3
    off = lambda k: (k.sum() - np.trace(k)) / (len(k) * (len(k) - 1))
    return off(kernel(real, real)) + off(kernel(fake, fake)) - 2 * kernel(real, fake).mean()


def manifold(real, fake, k_precision, k_density):
    """Formulas of Kynkaanniemi et al. 2019 and Naeem et al. 2020."""
    distances = lambda a, b: np.sqrt(((a[:, None] - b[None]) ** 2).sum(-1))
    radii = lambda x, k: np.sort(distances(x, x), axis=1)[:, k]
    cross = distances(real, fake)
    within_real = cross <= radii(real, k_precision)[:, None]
    within_fake = cross <= radii(fake, k_precision)[None]
    dense = cross <= radii(real, k_density)[:, None]
    return {
        "precision": within_real.any(0).mean(),
        "recall": within_fake.any(1).mean(),
        "density": dense.sum(0).mean() / k_density,
        "coverage": dense.any(1).mean(),
    }


def main():
    cases = []
    for index, case in enumerate(CASES):
        degenerate = case.get("degenerate", False)
        real = draw_features(2 * index + 1, case["real"], case["size"], 0, degenerate)
        fake = draw_features(2 * index + 2, case["fake"], case["size"], 0.02, degenerate)
        distance, usual = frechet(real, fake)
        few = min(100, len(real), len(fake))
        cases.append(
            {
                **case,
                "frechet": distance,
                "frechetBySqrtm": usual,
                "kid": kid(real[:few], fake[:few]),
                "manifold": manifold(real[:few], fake[:few], 3, 5),
                "few": few,
            }
        )
    versions = f"NumPy {np.__version__}, SciPy {scipy.__version__}"
    print(json.dumps({"madeBy": f"record-reference-values.py, {versions}", "cases": cases}, indent=2))


main()
