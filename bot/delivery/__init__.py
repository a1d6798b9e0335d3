"""How updates come in and how words and papers go out."""
