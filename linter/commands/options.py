"""From what applies to a file to what the engine is asked: packs loaded, the names of rules checked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from linter.config import Named, Settings
from linter.decoding import encoding_named
from linter.diagnostic import Message
from linter.errors import Mistake, UserError
from linter.messages import Catalogue, catalogue
from linter.output.view import RuleWords
from linter.pack import ENGINE_IDS, Pack
from linter.packs import read_packs, shipped
from linter.packs.meant import did_you_mean
from linter.packs.nodes import Entries
from linter.packs.page import Page
from linter.selection import Options


@dataclass(slots=True)
class OptionsFor:
    """The engine's options for each of the settings of a run; packs are loaded once.

    Raises UserError where no encoding has the name of ``encoding``.
    """

    language: str
    encoding: str | None = None
    cache: bool = True
    _packs: dict[tuple[str, ...], tuple[tuple[Pack, ...], tuple[Mistake, ...]]] = field(default_factory=dict)
    _options: dict[int, Options] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.encoding is not None and encoding_named(self.encoding) is None:
            said = Message("decoding.unknown-encoding", {"encoding": self.encoding})
            raise UserError((Mistake("--encoding", 0, 0, catalogue(self.language).render(said)),))

    def prepare(self, every: Iterable[Settings], found: Iterable[Mistake] = ()) -> None:
        """Make the options of all settings. Raises UserError with the mistakes that were ``found`` in configs and all
        those in the packs they name."""
        mistakes = dict.fromkeys(found)
        for settings in every:
            if id(settings) not in self._options:
                try:
                    self._options[id(settings)] = self._made(settings)
                except UserError as error:
                    mistakes |= dict.fromkeys(error.mistakes)
        if mistakes:
            files = list(dict.fromkeys(each.path for each in mistakes))
            raise UserError(tuple(sorted(mistakes, key=lambda each: (files.index(each.path), each.line, each.column))))

    def of(self, settings: Settings) -> Options:
        """The options for settings that were prepared."""
        return self._options[id(settings)]

    def packs(self, settings: Settings) -> tuple[Pack, ...]:
        """The packs that settings name, else the shipped ones. Raises UserError where one has mistakes."""
        packs, mistakes = self._read(settings)
        if mistakes:
            raise UserError(mistakes)
        return packs

    def _read(self, settings: Settings) -> tuple[tuple[Pack, ...], tuple[Mistake, ...]]:
        """The packs that settings name, as far as they are right, and the mistakes in them."""
        references = tuple(named.name for named in settings.packs)
        if references not in self._packs:
            packs, mistakes = read_packs(references or shipped(), cache=self.cache, language=settings.language)
            self._packs[references] = packs, tuple(_placed(each, settings.packs) for each in mistakes)
        return self._packs[references]

    def _made(self, settings: Settings) -> Options:
        packs, wrong = self._read(settings)
        mistakes = [*wrong, *misnamed(settings, packs, all_known=not wrong)]
        if settings.options:
            packs, more = with_options(packs, settings.options)
            mistakes += more
        if mistakes:
            raise UserError(tuple(mistakes))
        return Options(
            packs=packs,
            named=bool(settings.packs),
            select=frozenset(named.name for named in settings.select),
            ignore=frozenset(named.name for named in settings.ignore),
            severity={named.name: severity for named, severity in settings.severity.items()},
            language=settings.language,
            draft=settings.stage == "draft",
            encoding=self.encoding,
        )


def _placed(mistake: Mistake, packs: Iterable[Named]) -> Mistake:
    """A mistake about a pack as a whole, at the place where a config names the pack."""
    named = next((each for each in packs if each.name == mistake.path and each.place.line and not mistake.line), None)
    return replace(named.place, message=mistake.message) if named else mistake


def misnamed(settings: Settings, packs: Sequence[Pack], all_known: bool = True) -> list[Mistake]:
    """Every name of a rule that none of the packs in use has; unless ``all_known`` a rule without the name of its pack
    may be one of a pack that could not be read."""
    known = set(ENGINE_IDS)
    named = (*settings.select, *settings.ignore, *settings.severity, *settings.options)
    for pack in packs:
        known |= {rule.id for rule in pack.rules} | {f"{pack.name}/{rule.id}" for rule in pack.rules}
    read = {pack.name for pack in packs}
    unknown = [each for each in named if each.name not in known]
    return [
        _unknown(each, known, settings.language) for each in unknown if all_known or each.name.partition("/")[0] in read
    ]


def with_options(
    packs: Iterable[Pack], options: Mapping[Named, tuple[Page, Entries]]
) -> tuple[tuple[Pack, ...], list[Mistake]]:
    """The packs with some options of their rules set anew, and all that is wrong with these."""
    from linter.packs.options import Options as RuleOptions

    mistakes: list[Mistake] = []
    changed: list[Pack] = []
    for pack in packs:
        rules = {rule.id: rule for rule in pack.rules}
        for named, (page, node) in options.items():
            id_ = named.name.removeprefix(f"{pack.name}/")
            if id_ in rules:
                before = len(page.mistakes)
                check = RuleOptions(page, pack.form).override(rules[id_].check, node)
                mistakes += page.mistakes[before:]
                del page.mistakes[before:]
                rules[id_] = rules[id_] if check is None else replace(rules[id_], check=check)
        changed.append(replace(pack, rules=tuple(rules.values())))
    return tuple(changed), list(dict.fromkeys(mistakes))


def _unknown(named: Named, known: Iterable[str], language: str) -> Mistake:
    return replace(named.place, message=unknown_rule(named.name, known, language))


def unknown_rule(name: str, known: Iterable[str], language: str) -> str:
    """That there is no such rule, and which one may have been meant."""
    words = catalogue(language)
    return words.render(Message("cli.unknown-rule", {"rule": name})) + did_you_mean(words, name, known)


def rule_words(packs: Iterable[Pack], words: Catalogue) -> Callable[[str | None, str], RuleWords | None]:
    """What formats may say of a rule of these packs."""
    rules = {(pack.name, rule.id): (pack, rule) for pack in packs for rule in pack.rules}

    def say(pack_name: str | None, rule_id: str) -> RuleWords | None:
        found = rules.get((pack_name or "", rule_id))
        if found is None:
            return None
        pack, rule = found
        source = words.choose(rule.source) or words.choose(pack.source)
        return RuleWords(words.choose(rule.title), words.choose(rule.why), source)

    return say
