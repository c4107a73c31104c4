"""The expressions of an XLSForm (`relevant`, `constraint`, …), compiled to SQL."""
