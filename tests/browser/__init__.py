"""Tests in a real browser, with mouse and keyboard only."""
