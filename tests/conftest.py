"""Settings that every test shares."""

from hypothesis import settings

# The machines are noisy: a slow example is no fault.
settings.register_profile("kompass", deadline=None)
settings.register_profile("quick", deadline=None, max_examples=20)  # make check; make test draws 100
settings.load_profile("kompass")
