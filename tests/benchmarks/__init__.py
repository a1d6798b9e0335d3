"""Measures the product beside well-known references, in one run: only the ratios count."""
