"""Whether the body that signs is the body of the title."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from linter.checks.base import NOT_APPLICABLE, PASS, Outcome
from linter.checks.values import TextFactRef
from linter.diagnostic import Finding, Gap, Message, Related
from linter.document import Document
from linter.folding import key

_LAST_WORD = 1


@dataclass(frozen=True, slots=True)
class Signature:
    """The signature names the body that the title names, in the same or in a shorter or longer form.

    A shorter form leaves characters out and keeps the order of the rest; a body's own office may sign for it. A report
    without a signature is not judged.

    Options:
        signer: the fact that holds the name in the signature.
        body: the fact that holds the name in the title.
    """

    placeholders: ClassVar[tuple[str, ...]] = ("signer", "body")

    signer: TextFactRef
    body: TextFactRef

    def run(self, document: Document) -> Outcome:
        signer, body = document.facts.get(self.signer), document.facts.get(self.body)
        if signer is None or signer.span is None:
            return NOT_APPLICABLE
        if body is None:
            return Outcome(gaps=(Gap(Message("signature.no-body")),))
        if same_body(str(signer.value), str(body.value)):
            return PASS
        related = (Related(Message("signature.title"), body.span),) if body.span else ()
        words = Message("signature.other", {"signer": str(signer.value), "body": str(body.value)})
        return Outcome((Finding(signer.span, words, related=related, actual=str(signer.value)),))


def same_body(one: str, other: str) -> bool:
    """Whether two names may be of one body: one has the characters of the other in order, with some left out."""
    short, long = sorted((key(one), key(other)), key=len)
    if not short or short in long:
        return bool(short)
    rest = iter(long)
    return short[-_LAST_WORD:] == long[-_LAST_WORD:] and all(char in rest for char in short)
