"""Tests: The conversation, played against the whole bot."""
