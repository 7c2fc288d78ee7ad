"""What each command does, free of the command line: every module has a ``run`` that returns the exit code."""
