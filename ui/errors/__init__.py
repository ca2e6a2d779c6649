"""Unexpected errors: caught, told to the user once, logged; and what a hard crash leaves behind."""
