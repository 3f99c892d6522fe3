"""Settings that every test shares."""

import gc
import os
import tempfile

from hypothesis import HealthCheck, settings

# The machines are noisy: neither a slow example is a fault, nor one that is slow to draw.
settings.register_profile("kompass", deadline=None, suppress_health_check=[HealthCheck.too_slow])
# For make check; make test draws 100.
settings.register_profile("quick", settings.get_profile("kompass"), max_examples=20)
settings.load_profile("kompass")

# No test reads a developer's operator file, or writes into the folder beside it.
os.environ["BETREIBER_TOML"] = os.path.join(tempfile.mkdtemp(prefix="kompass"), "betreiber.toml")


def pytest_collection_finish(session):
    """What stands for the whole run is not looked through again each time that Python looks for what is not needed."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 10)
