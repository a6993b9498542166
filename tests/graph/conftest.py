"""Property tests run the same examples everywhere and never fail for being slow."""

from hypothesis import HealthCheck, settings

settings.register_profile("touchline", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("touchline")
