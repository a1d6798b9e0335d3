"""The rules of the trade: pure, synchronous, without texts, files or network."""
