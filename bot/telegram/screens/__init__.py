"""Screens: pure functions from what is known to a text and a keyboard."""
