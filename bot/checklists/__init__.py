"""The official checklists as data, and their loader."""
