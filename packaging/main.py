"""Where the single file begins. Any Python can read this, so that one that is too old says what it lacks."""

import sys

if sys.version_info < (3, 10):  # noqa: UP036 - the single file is run by whatever Python is there
    version = ".".join(str(part) for part in sys.version_info[:2])
    sys.stderr.write("reportlint needs Python 3.10 or newer; this is Python " + version + " " + sys.executable + "\n")
    sys.exit(2)

import linter.cli

linter.cli.main()
