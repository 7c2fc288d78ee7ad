"""What there is to say of the text in an editor's buffer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import NamedTuple

from linter.commands.linting import judge
from linter.commands.options import OptionsFor
from linter.commands.pairing import Tasks
from linter.commands.settings import Wanted
from linter.commands.verdict import STDIN_NAME
from linter.config.reviews import reviewed, reviews_of
from linter.diagnostic import FileResult, Message
from linter.discovery import Given
from linter.errors import Mistake, UserError
from linter.messages import Catalogue, catalogue
from linter.output.view import shown_path


class Judged(NamedTuple):
    """What became of a buffer. ``result`` is None where its config leaves it out and where ``mistakes`` in configs and
    packs stood against judging it; ``notes`` are for those who wonder why."""

    words: Catalogue
    result: FileResult | None = None
    mistakes: tuple[Mistake, ...] = ()
    notes: tuple[str, ...] = ()


def judged(name: str, text: str, wanted: Wanted) -> Judged:
    """The text judged as the file of that name would be if it held it.

    Configs, packs, reviews and other years' reports are read as they are on the disk at this moment: packs come from
    their cache, so this takes some thousandths of a second, and nothing can be out of date.
    """
    chooser = wanted.chooser()
    own = chooser.for_file(name)
    words = catalogue(own.language)
    notes = [words.render(Message("cli.config-misnamed", {"file": shown_path(path)})) for path in chooser.misnamed]
    options = OptionsFor(own.language)
    reviews, wrong = reviews_of([own], own.language)
    try:
        options.prepare([own], [*chooser.mistakes, *wrong])
    except UserError as error:
        return Judged(words, mistakes=error.mistakes, notes=tuple(notes))
    if chooser.excludes(name):
        values = {"file": shown_path(name), "config": shown_path(own.config or "")}
        notes.append(words.render(Message("cli.config-excluded", values)))
        return Judged(words, notes=tuple(notes))
    (task,) = Tasks([Given(name)], [own], options, STDIN_NAME)
    result = judge(replace(task, text=text))
    return Judged(words, reviewed(result, reviews.get(own.reviews or "", ()), date.today()), notes=tuple(notes))
