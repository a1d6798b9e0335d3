"""Tests of the program as an operator meets it: started, stopped, and started wrongly."""
