"""Use cases, one class per area, and the ports they need."""
