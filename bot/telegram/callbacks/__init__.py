"""What the buttons carry: at most 64 bytes each, always with what they were drawn for."""
