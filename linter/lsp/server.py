"""The server: which documents are open, when each is judged, what is published.

Everything runs in one thread. A document is judged in one go, between two messages of the editor, so what is published
is about the text as it is known and never about an older one.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
from collections.abc import Callable, Iterable
from contextlib import redirect_stdout
from dataclasses import replace
from typing import Any, NamedTuple

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path
from pygls.workspace import TextDocument

from linter import __version__
from linter.commands.console import explained
from linter.commands.settings import Wanted
from linter.diagnostic import Message
from linter.errors import Mistake
from linter.files import one_name
from linter.lsp.buffer import Judged, judged
from linter.lsp.wire import UNITS, Wire, headline, location_of, misplaced
from linter.messages import Catalogue
from linter.output.columns import Unit
from linter.source import Source

_PAUSE = 0.25
"""Seconds without a change after which a document is judged."""
_BREATH = 0.01
"""Seconds between two documents, in which the editor's messages are read."""
_SUFFIXES = {"markdown": ".md", "html": ".html"}
"""What the editor's name for a language means to the readers, where there is no file with a suffix."""
_AUTHORED = "**/*.{yaml,yml}"
"""Configs, packs and reviews."""


def serve(wanted: Wanted, words: Catalogue) -> None:
    """Serve the editor at standard input and output until it goes."""
    server = LanguageServer("reportlint", __version__, text_document_sync_kind=types.TextDocumentSyncKind.Full)
    desk = _Desk(server, wanted, words)
    mending = types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix])
    handlers: dict[str, Callable[[Any], Any]] = {
        types.INITIALIZED: lambda params: desk.watch(),
        types.TEXT_DOCUMENT_DID_OPEN: lambda params: desk.judge_soon(params.text_document.uri, 0),
        types.TEXT_DOCUMENT_DID_CHANGE: lambda params: desk.judge_soon(params.text_document.uri, _PAUSE),
        types.TEXT_DOCUMENT_DID_SAVE: lambda params: desk.judge_all(),
        types.TEXT_DOCUMENT_DID_CLOSE: lambda params: desk.close(params.text_document.uri),
        types.WORKSPACE_DID_CHANGE_WATCHED_FILES: lambda params: desk.judge_all(),
    }
    for method, handler in handlers.items():
        server.feature(method)(handler)
    server.feature(types.TEXT_DOCUMENT_CODE_ACTION, mending)(lambda params: desk.mends(params))
    logging.getLogger("pygls").setLevel(logging.CRITICAL)  # it tells the editor itself what went wrong
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # else Ctrl-C would wait for the end of standard input
    output = os.fdopen(os.dup(sys.stdout.fileno()), "wb")  # its own, as the server closes it
    with redirect_stdout(sys.stderr):  # nothing but messages may come between them
        server.start_io(sys.stdin.buffer, output)


class _Told(NamedTuple):
    """What was last said of a document, of which version of it, and in which language."""

    found: list[types.Diagnostic]
    version: int | None
    words: Catalogue


class _Desk:
    """The documents that are open in an editor."""

    def __init__(self, server: LanguageServer, wanted: Wanted, words: Catalogue) -> None:
        self._server, self._wanted, self._words = server, wanted, words
        self._coming: dict[str, asyncio.Task[None]] = {}
        self._turn = asyncio.Lock()
        self._told: dict[str, _Told] = {}
        self._mistakes: dict[str, tuple[Mistake, ...]] = {}
        self._placed: dict[str, list[types.Diagnostic]] = {}
        self._logged: set[str] = set()

    def watch(self) -> None:
        """Ask the editor to tell when a config or a pack changes, if it can."""
        workspace = self._server.client_capabilities.workspace
        can = workspace and workspace.did_change_watched_files
        if can and can.dynamic_registration:
            watchers = types.DidChangeWatchedFilesRegistrationOptions([types.FileSystemWatcher(_AUTHORED)])
            wish = types.Registration("authored", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, watchers)
            self._server.client_register_capability(types.RegistrationParams([wish]))

    def judge_soon(self, uri: str, pause: float) -> None:
        """Judge a document when it has not changed for a moment, once for all that changed until then."""
        self._forget(uri)
        self._coming[uri] = asyncio.get_running_loop().create_task(self._judge_in_turn(uri, pause))

    def judge_all(self) -> None:
        """Judge all documents: what they depend on has changed."""
        for document in self._server.workspace.text_documents.values():
            self.judge_soon(document.uri, 0)

    def close(self, uri: str) -> None:
        """Take back what was said of a document and because of it."""
        self._forget(uri)
        self._told.pop(uri, None)
        self._publish(uri, [])
        self._tell(uri, ())
        self._mistakes.pop(uri)

    def mends(self, params: types.CodeActionParams) -> list[types.CodeAction]:
        """What mends the findings in some lines of a document, unless it has changed since it was judged."""
        uri, kinds = params.text_document.uri, params.context.only
        first, last = params.range.start.line, params.range.end.line
        told = self._told.get(uri)
        if told is None or told.version != self._server.workspace.get_text_document(uri).version:
            return []
        if kinds is not None and types.CodeActionKind.QuickFix not in kinds:
            return []
        return [
            types.CodeAction(
                title=told.words.render(Message("lsp.mend", {"rule": each.code})),
                kind=types.CodeActionKind.QuickFix,
                diagnostics=[each],
                is_preferred=True,
                edit=types.WorkspaceEdit(changes={uri: each.data}),
            )
            for each in told.found
            if each.data and first <= each.range.end.line and each.range.start.line <= last
        ]

    def _forget(self, uri: str) -> None:
        if uri in self._coming:
            self._coming.pop(uri).cancel()

    async def _judge_in_turn(self, uri: str, pause: float) -> None:
        await asyncio.sleep(pause)
        async with self._turn:
            self._judge(self._server.workspace.get_text_document(uri))
            await asyncio.sleep(_BREATH)

    def _judge(self, document: TextDocument) -> None:
        """Judge a document and publish what was found; whatever happens, the server goes on."""
        wire = Wire(document.uri, Source.of("", document.source), self._unit(), self._words)
        said = Judged(self._words)
        try:
            name = _name_of(document)
            said = judged(name, document.source, self._wanted)
            wire = replace(wire, source=Source.of(name, document.source), words=said.words)
            found = list(wire.all_of(said))
        except Exception as problem:
            found = [wire.failure(explained(problem))]
        self._told[document.uri] = _Told(found, document.version, said.words)
        self._publish(document.uri, found, document.version)
        self._tell(document.uri, said.mistakes)
        self._log(types.MessageType.Info, said.notes)
        self._log(types.MessageType.Error, (each.message for each in found if each.code == "internal-error"))

    def _tell(self, uri: str, mistakes: tuple[Mistake, ...]) -> None:
        """Publish at their places the mistakes that stand against judging a document; new ones are shown as well."""
        known = {each for every in self._mistakes.values() for each in every}
        self._mistakes[uri] = mistakes
        placed: dict[str, list[types.Diagnostic]] = {}
        for each in dict.fromkeys(each for every in self._mistakes.values() for each in every):
            at = location_of(each, self._unit())
            if at:
                placed.setdefault(at.uri, []).append(misplaced(each, at))
        for place in sorted({*placed, *self._placed}):
            if placed.get(place) != self._placed.get(place):
                self._publish(place, placed.get(place, []))
        self._placed = placed
        new = tuple(each for each in mistakes if each not in known)
        if new:
            self._server.window_show_message(types.ShowMessageParams(types.MessageType.Error, headline(new)))

    def _publish(self, uri: str, found: list[types.Diagnostic], version: int | None = None) -> None:
        self._server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, found, version))

    def _log(self, kind: types.MessageType, notes: Iterable[str]) -> None:
        """Tell what is no finding, each thing once."""
        for note in notes:
            if note not in self._logged:
                self._logged.add(note)
                self._server.window_log_message(types.LogMessageParams(kind, note))

    def _unit(self) -> Unit:
        return UNITS[types.PositionEncodingKind(self._server.workspace.position_encoding)]


def _name_of(document: TextDocument) -> str:
    """The path of a document, by which its config is found; of one that is no file, a name in the current folder."""
    path = to_fs_path(document.uri)
    if path:
        return one_name(path).replace(os.sep, "/")
    return (document.filename or "untitled") + _SUFFIXES.get(document.language_id or "", "")
