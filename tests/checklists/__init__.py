"""Tests of the official checklists and their loader."""
