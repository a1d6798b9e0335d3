"""Tests: The use cases."""
