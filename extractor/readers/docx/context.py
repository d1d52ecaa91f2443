"""What is gathered while the parts of one document are read."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractor.model.anchor import Anchor
from extractor.model.diagnostic import Diagnostic, Severity
from extractor.model.document import Furniture, FurnitureKind
from extractor.readers.docx.fields import PAGE_NUMBERS, Field
from extractor.readers.docx.notes import Notes
from extractor.readers.docx.numbering import Counters, Definitions
from extractor.readers.docx.package import Source
from extractor.readers.docx.styles import Styles


@dataclass(slots=True)
class Context:
    """The parts that explain the text, and what is found beside it."""

    package: Source
    styles: Styles
    definitions: Definitions
    notes: Notes
    furniture: list[Furniture] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def set_aside(self, kind: FurnitureKind, text: str, path: str) -> None:
        """Keep ``text`` as furniture, unless it is blank."""
        if text.strip():
            self.furniture.append(Furniture(kind=kind, text=text, anchor=Anchor(path=path)))

    def remark(
        self, code: str, message: str, path: str | None, *, severity: Severity = "warning"
    ) -> None:
        """Add a diagnostic about the place ``path``."""
        anchor = None if path is None else Anchor(path=path)
        self.diagnostics.append(
            Diagnostic(code=code, severity=severity, message=message, anchor=anchor)
        )


@dataclass(slots=True)
class Story:
    """A run of text of its own: the main text, a header, the notes, the text boxes.

    Each counts its automatic numbers for itself.
    """

    counters: Counters
    main: bool = False
    fields: list[Field] = field(default_factory=list)
    numbered_pages: set[str] = field(default_factory=set)
    """Paths of paragraphs that print the page number."""

    def close_broken_fields(self) -> None:
        """Forget fields whose code or page number ran to the end of the paragraph."""
        while self.fields and (not self.fields[-1].shown or self.fields[-1].name in PAGE_NUMBERS):
            self.fields.pop()
