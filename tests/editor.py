"""An editor, as the language server sees one: JSON-RPC over the pipes of a process of its own."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.command import ROOT

PATIENCE = 30
"""Seconds to wait for an answer that does not come."""
ENVIRONMENT = ("REPORTLINT_LANG", "LC_ALL", "LC_MESSAGES", "PRE_COMMIT")


class Editor:
    """A running ``reportlint lsp`` and what it has said so far."""

    def __init__(
        self, folder: Path, *arguments: str, encodings: Sequence[str] | None = None, program: str = ""
    ) -> None:
        environment = {name: value for name, value in os.environ.items() if name not in ENVIRONMENT}
        environment |= {"PYTHONPATH": str(ROOT), "HOME": str(folder), "LANG": "C.UTF-8"}
        self._process = subprocess.Popen(
            [sys.executable, "-c", f"{program}\nfrom linter.cli import main; main()", "lsp", *arguments],
            cwd=folder,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        self._number = 0
        self._said: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        self._open: set[str] = set()
        self.messages: list[str] = []
        self.log: list[str] = []
        self.registered: list[dict[str, Any]] = []
        general = {} if encodings is None else {"positionEncodings": list(encodings)}
        workspace = {"didChangeWatchedFiles": {"dynamicRegistration": True}}
        asked = {"processId": None, "rootUri": None, "capabilities": {"general": general, "workspace": workspace}}
        self.capabilities = self.request("initialize", asked)["capabilities"]
        self.tell("initialized", {})

    # ------------------------------------------------------------ what the user does

    def open(self, uri: str, text: str, language: str = "plaintext", version: int = 1) -> dict[str, Any]:
        """Open a document; what is published of it."""
        self._open.add(uri)
        item = {"uri": uri, "languageId": language, "version": version, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": item})
        return self.published(uri)

    def change(self, uri: str, text: str, version: int) -> None:
        """Change the whole text of a document."""
        document = {"uri": uri, "version": version}
        self.tell("textDocument/didChange", {"textDocument": document, "contentChanges": [{"text": text}]})

    def save(self, uri: str) -> None:
        self.tell("textDocument/didSave", {"textDocument": {"uri": uri}})

    def close(self, uri: str) -> dict[str, Any]:
        """Close a document; what is published of it."""
        self._open.discard(uri)
        self.tell("textDocument/didClose", {"textDocument": {"uri": uri}})
        return self.published(uri)

    def close_all(self) -> None:
        """Close what is open."""
        for uri in sorted(self._open):
            while self.close(uri)["diagnostics"]:  # what was still under way comes first
                pass

    def actions(self, uri: str, line: int, only: Sequence[str] | None = None) -> list[dict[str, Any]]:
        """What is offered at the beginning of a line."""
        place = {"line": line, "character": 0}
        context: dict[str, Any] = {"diagnostics": []} | ({"only": list(only)} if only else {})
        asked = {"textDocument": {"uri": uri}, "range": {"start": place, "end": place}, "context": context}
        return list(self.request("textDocument/codeAction", asked) or [])

    def leave(self) -> tuple[int, str]:
        """End the server as the protocol says; its exit code and what it wrote on standard error."""
        self.request("shutdown", None)
        self.tell("exit", None)
        return self.end()

    def end(self) -> tuple[int, str]:
        """Close the pipe; the exit code and what stands on standard error."""
        assert self._process.stdin
        assert self._process.stdout
        assert self._process.stderr
        self._process.stdin.close()
        error = self._process.stderr.read().decode()
        code = self._process.wait(PATIENCE)
        self._listener.join(PATIENCE)
        self._process.stdout.close()
        self._process.stderr.close()
        return code, error

    # ------------------------------------------------------------ the protocol

    def tell(self, method: str, params: object) -> None:
        """Send a notification."""
        self._send({"method": method, "params": params})

    def request(self, method: str, params: object) -> Any:
        """Send a request and wait for its answer."""
        self._number += 1
        self._send({"id": self._number, "method": method, "params": params})
        while True:
            said = self._next()
            if said.get("id") == self._number and "method" not in said:
                assert "error" not in said, said
                return said["result"]

    def published(self, uri: str, version: int | None = None) -> dict[str, Any]:
        """The next diagnostics of a document, of a version if one is given."""
        while True:
            said = self._next()
            params = said.get("params", {})
            if said.get("method") == "textDocument/publishDiagnostics" and params["uri"] == uri:
                assert version is None or params["version"] == version, params
                return dict(params)

    def message(self) -> str:
        """The next message that is shown."""
        while not self.messages:
            self._next()
        return self.messages.pop(0)

    def _send(self, message: Mapping[str, object]) -> None:
        self.send(json.dumps({"jsonrpc": "2.0", **message}).encode())

    def send(self, body: bytes) -> None:
        """Send what may be no message."""
        assert self._process.stdin
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._process.stdin.flush()

    def _next(self) -> dict[str, Any]:
        said = self._said.get(timeout=PATIENCE)
        assert said is not None, "the server has ended"
        params = said.get("params", {})
        if said.get("method") == "window/showMessage":
            self.messages.append(params["message"])
        elif said.get("method") == "window/logMessage":
            self.log.append(params["message"])
        elif said.get("method") == "client/registerCapability":
            self.registered += params["registrations"]
            self._send({"id": said["id"], "result": None})
        return said

    def _listen(self) -> None:
        assert self._process.stdout
        while head := self._process.stdout.readline():
            if head.startswith(b"Content-Length:"):
                length = int(head.split(b":")[1])
                while self._process.stdout.readline().strip():
                    pass
                self._said.put(json.loads(self._process.stdout.read(length)))
        self._said.put(None)
