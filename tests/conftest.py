"""Settings that every test shares."""

from hypothesis import settings

# The machines are noisy: a slow example is no fault.
settings.register_profile("kompass", deadline=None)
settings.load_profile("kompass")
