"""Turn the questionnaires of a periodic reporting cycle into report-ready tables."""

__version__ = "0.2.0"
