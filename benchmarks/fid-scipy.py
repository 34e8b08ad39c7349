"""What SciPy needs for FID: `fid-scipy.py SIZE REAL.f32 FAKE.f32` prints distances and seconds as JSON."""
import json
import sys
import time
import numpy as np
import scipy
from scipy import linalg

size = int(sys.argv[1])
real, fake = (np.fromfile(path, np.float32).reshape(-1, size).astype(np.float64) for path in sys.argv[2:4])


def clock(work):
    start, cpu = time.perf_counter(), time.process_time()
    return work(), time.perf_counter() - start, time.process_time() - cpu


(s1, s2), *collecting = clock(lambda: (np.cov(real, rowvar=False), np.cov(fake, rowvar=False)))
rest = ((real.mean(0) - fake.mean(0)) ** 2).sum() + np.trace(s1) + np.trace(s2)


def by_roots():
    """As pytorch-fid and clean-fid do it."""
    return rest - 2 * np.trace(linalg.sqrtm(s1 @ s2)).real


def by_eigenvalues():
    """As we do it."""
    lower = np.linalg.cholesky(s1)
    values = linalg.eigvalsh(lower.T @ s2 @ lower, overwrite_a=True, check_finite=False)
    return rest - 2 * np.sqrt(np.maximum(values, 0)).sum()


report = {"version": scipy.__version__, "collecting": collecting}
for name, work in {"eigenvalues": by_eigenvalues, "roots": by_roots}.items():
    report[name] = clock(work)
print(json.dumps(report))
