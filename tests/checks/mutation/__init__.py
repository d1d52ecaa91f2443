"""Clean notices, and the same with one thing wrong at a known place."""
