"""The command line: options in, an exit code out. All that click is needed for stands in this room, and nothing else.

A command's function only gathers what was asked and returns the work as a function; ``main`` runs that outside of
click, so that a closed pipe, Ctrl-C and our own bugs end as the contract says and never in a traceback.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence

import click

from linter.cli.commands import group
from linter.commands import console

DONE, USAGE, OUR_BUG, INTERRUPTED = 0, 2, 3, 130


def main(arguments: Sequence[str] | None = None) -> None:
    """The command ``reportlint``: exits with one of the codes of the contract."""
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: Sequence[str]) -> int:
    """Run the command line and return its exit code; whatever happens, no traceback is printed."""
    if not console.can_be_written():
        return USAGE
    gc.set_threshold(50_000)  # what is imported and loaded stays, and of a file nothing is left: cycles are few
    try:
        work = group.main(list(arguments), prog_name="reportlint", standalone_mode=False, obj=arguments)
        code = work() if callable(work) else int(work or DONE)
        sys.stdout.flush()
    except click.ClickException as problem:
        from linter.commands.usage import refuse

        return refuse(problem, arguments)
    except (KeyboardInterrupt, click.Abort):
        console.complain("")
        return INTERRUPTED
    except (BrokenPipeError, SystemExit):  # click itself exits with 1 where help finds its pipe closed
        console.forget_output()
        return DONE
    except Exception as problem:
        return _explained(problem)
    return code


def _explained(problem: Exception) -> int:
    """Say what ended the run: the user's mistakes with their places, or in one line that it is our bug."""
    from linter.errors import UserError

    if isinstance(problem, UserError):
        from linter.commands.mistakes import printed

        console.complain("\n".join(map(printed, problem.mistakes)))
        return USAGE
    if isinstance(problem, OSError) and not problem.filename:
        console.complain(f"reportlint: the output cannot be written: {problem.strerror or problem}")
        console.forget_output()
        return USAGE
    console.complain(f"reportlint: internal error: {console.explained(problem)}; please report this line")
    return OUR_BUG
