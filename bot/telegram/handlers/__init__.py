"""Handlers: each module ends in `create_router()`, its table of contents."""
