"""Pieces of the engine's own source, for programs that are handed on: what they show is what has been run.

A function or a class is taken as it stands, with its comments, and all that it uses comes along: other functions and
constants of the engine, and imports. Left out are annotations, which the book does without, and base classes: what a
class has from those is written into it.
"""

import ast
import re
import symtable
import sys
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from inspect import getsource
from textwrap import dedent, indent

_BROKEN = re.compile(r"(def \w+\()\n\s+([^\n]*?),?\n\s*\):")  # a signature that was too long with annotations


@dataclass(frozen=True, slots=True, eq=False)
class _Module:
    """The source of a module, and what its names mean.

    Parameters
    ----------
    name
        As in an import.
    source
        In bytes, in which ast counts columns.
    lines
        Where each line begins.
    title
        The first paragraph of its docstring.
    statements
        What is defined in it, by name.
    engine
        What is imported from the engine: module, and name there; no name where it is the module itself.
    others
        The statements that import what is not of the engine.
    """

    name: str
    source: bytes
    lines: tuple[int, ...]
    title: str
    statements: dict[str, ast.stmt]
    engine: dict[str, tuple[str, str]]
    others: dict[str, str]

    def at(self, line: int, column: int) -> int:
        """Where a place of ast is."""
        return self.lines[line - 1] + column

    def end(self, node: ast.expr) -> int:
        """Where a node ends."""
        return self.at(node.end_lineno, node.end_col_offset)


@lru_cache
def _module(name: str) -> _Module:
    source = getsource(import_module(name)).encode()
    tree, lines = ast.parse(source), [0]
    for line in source.splitlines(keepends=True):
        lines.append(lines[-1] + len(line))
    found = _Module(name, source, tuple(lines), ast.get_docstring(tree).partition("\n\n")[0], {}, {}, {})
    for statement in tree.body:
        if isinstance(statement, (ast.Import, ast.ImportFrom)):
            for alias in statement.names:
                _learn_import(found, getattr(statement, "module", None), alias)
        else:
            found.statements.update(dict.fromkeys(_defined(statement), statement))
    return found


def _learn_import(found: _Module, source: str | None, alias: ast.alias) -> None:
    name = alias.asname or alias.name
    if source is None or source.split(".")[0] != "engine":
        start = f"from {source} " if source else ""
        found.others[name] = f"{start}import {alias.name}" + (f" as {alias.asname}" if alias.asname else "")
    elif f"{source}.{alias.name}" in sys.modules:
        found.engine[name] = (f"{source}.{alias.name}", "")
    else:
        found.engine[name] = (source, alias.name)


def _defined(statement: ast.stmt) -> list[str]:
    """The names that a statement gives something to."""
    if isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
        return [statement.name]
    targets = statement.targets if isinstance(statement, ast.Assign) else []
    return [node.id for each in targets for node in ast.walk(each) if isinstance(node, ast.Name)]


class Borrowed:
    """What has been taken so far.

    Attributes
    ----------
    imports : set of str
        The statements that import what it needs from elsewhere.
    """

    def __init__(self) -> None:
        self.imports: set[str] = set()
        self._taken: dict[tuple[str, int], str] = {}  # by module, and line where it begins

    def take(self, thing: Callable) -> None:
        """Take a function or a class as it stands, and all that it uses."""
        self._take(thing.__module__, thing.__name__)

    def take_members(self, kind: type, wanted: Collection[str], beside: str = "") -> None:
        """Take so much of a class and of those that it is derived from, and all that this uses.

        Parameters
        ----------
        kind
            The class.
        wanted
            The names of its members; those that it lacks are passed over, and those that others use come along.
        beside
            Lines for it to begin with that do not stand there.
        """
        statement = _module(kind.__module__).statements[kind.__name__]
        nodes = [(kind.__module__, statement.body[0]), *_members(kind, wanted, beside)]  # first its docstring
        docstring, *parts = (dedent(self._text(module, node)) for module, node in nodes)
        body = indent(joined([docstring, *filter(None, [beside]), *parts]), "    ")
        self._taken[kind.__module__, statement.lineno] = f"class {kind.__name__}:\n{body}"

    def chosen(self, module: str, table: str, key: str) -> str:
        """What the function computes that a table of a module has for a key, as an expression."""
        known = _module(module)
        entries = known.statements[table].value
        (function,) = [value for name, value in zip(entries.keys, entries.values, strict=True) if name.value == key]
        text = ast.unparse(function.body)
        self._come_along(known, _names(text))
        return text

    def modules(self) -> list[str]:
        """Those that something was taken of, each behind those that it imports."""
        taken = {module for module, _ in self._taken}
        found: dict[str, None] = {}

        def visit(module: str) -> None:
            for source, _ in _module(module).engine.values():
                if source in taken and source not in found:
                    visit(source)
            found[module] = None

        for module, _ in self._taken:
            visit(module)
        return list(found)

    def text(self, module: str) -> str:
        """All that was taken of a module, in the order in which it stands there."""
        return joined([text for (where, _), text in sorted(self._taken.items()) if where == module], 2)

    def _take(self, module: str, name: str) -> None:
        statement = _module(module).statements[name]
        if (module, statement.lineno) not in self._taken:
            self._taken[module, statement.lineno] = ""  # else what uses itself would come to no end
            self._taken[module, statement.lineno] = self._text(module, statement)

    def _text(self, module: str, node: ast.stmt) -> str:
        """The lines of a statement, as they are to be read; takes what they use."""
        known = _module(module)
        first = min(each.lineno for each in (node, *getattr(node, "decorator_list", ())))
        start, end = known.at(first, 0), known.at(node.end_lineno + 1, 0)
        text, source = b"", known.source
        for before, after in sorted([*_superfluous(known, node), (end, end)]):
            text, start = text + source[start:before], after
        plain = _BROKEN.sub(r"\1\2):", text.decode().rstrip("\n"))
        for each in _of_modules(known, node):
            self._take(known.engine[each.value.id][0], each.attr)
        self._come_along(known, _names(dedent(plain)))
        return plain

    def _come_along(self, known: _Module, names: Collection[str]) -> None:
        """Take what these names mean in a module."""
        for name in names:
            if name in known.statements:
                self._take(known.name, name)
            elif known.engine.get(name, ("", ""))[1]:
                self._take(*known.engine[name])
            elif name in known.others:
                self.imports.add(known.others[name])


def joined(pieces: Collection[str], blank: int = 1) -> str:
    """Pieces one below the other, with so many empty lines between."""
    return ("\n" * (blank + 1)).join(pieces)


def title_of(module: str) -> str:
    """What a module of the engine says of itself in its first sentences."""
    return _module(module).title


def _members(kind: type, wanted: Collection[str], beside: str) -> list[tuple[str, ast.stmt]]:
    """The statements, each with its module, that give a class these members, and those that they use."""
    left, found = list(wanted), {}
    classes = kind.__mro__[:-1]
    while left:
        name = left.pop()
        owner = next((each for each in classes if name in vars(each)), None)
        if owner is None or name in found or f"self.{name} = " in beside:
            continue
        body = _module(owner.__module__).statements[owner.__name__].body
        found[name] = [(-classes.index(owner), node.lineno, owner.__module__, node)
                       for node in body if name in _defined(node)]
        left += [each.attr for *_, node in found[name] for each in ast.walk(node) if isinstance(each, ast.Attribute)
                 and isinstance(each.value, ast.Name) and each.value.id == "self"]
    ordered = sorted((each for nodes in found.values() for each in nodes), key=lambda each: each[:2])
    return [(module, node) for _, _, module, node in ordered]


def _superfluous(known: _Module, whole: ast.stmt) -> Iterator[tuple[int, int]]:
    """From where to where something is left out: annotations, and the names of modules before what is theirs."""
    for node in ast.walk(whole):
        if isinstance(node, ast.arg) and node.annotation:
            yield known.at(node.lineno, node.col_offset + len(node.arg.encode())), known.end(node.annotation)
        elif isinstance(node, ast.FunctionDef) and node.returns:
            returns = known.at(node.returns.lineno, node.returns.col_offset)
            yield known.source.rindex(b" ->", 0, returns), known.end(node.returns)
        elif isinstance(node, ast.AnnAssign):
            yield known.end(node.target), known.end(node.annotation)
    for node in _of_modules(known, whole):
        yield known.at(node.lineno, node.col_offset), known.end(node.value) + 1


def _of_modules(known: _Module, whole: ast.stmt) -> list[ast.Attribute]:
    """What is named together with the module of the engine that it stands in, as in ``functions.relu``."""
    return [node for node in ast.walk(whole) if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
            and known.engine.get(node.value.id, ("", "name"))[1] == ""]


def _names(text: str) -> list[str]:
    """The names that lines use and do not define themselves."""
    tables, found = [symtable.symtable(text, "borrowed", "exec")], set()
    while tables:
        table = tables.pop()
        inside = table.get_type() == "function"
        found |= {each.get_name() for each in table.get_symbols()
                  if (each.is_global() if inside else each.is_referenced() and not each.is_assigned())}
        tables += table.get_children()
    return sorted(found)
