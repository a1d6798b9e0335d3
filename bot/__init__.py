"""Tekseru: official inspections done in a chat."""
