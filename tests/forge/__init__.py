"""Makes notices whose true records are known."""
