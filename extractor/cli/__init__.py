"""Command line in, exit code out; one file a command, no logic of its own."""
