"""Kills, breaks and floods the bot while inspectors work, and counts what was lost or doubled."""
