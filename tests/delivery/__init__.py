"""Tests: How updates come in and words go out."""
