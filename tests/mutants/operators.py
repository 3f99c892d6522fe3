"""The mutation operators: every small change of a source text that the tests should notice.

A mutation replaces one piece of the source by another, so that the rest keeps its lines and columns. What cannot
change an answer is left alone: imports, type hints, docstrings, texts, decorators, functions that give a plotly
figure, and numbers that only set how something looks. Pieces inside f-strings are left alone too: Python 3.11 does not
know where they stand.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

COMPARISONS = {
    ast.Lt: ("<", "<="),
    ast.LtE: ("<=", "<"),
    ast.Gt: (">", ">="),
    ast.GtE: (">=", ">"),
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
    ast.Is: ("is", "is not"),
    ast.IsNot: ("is not", "is"),
    ast.In: ("in", "not in"),
    ast.NotIn: ("not in", "in"),
}
ARITHMETIC = {
    ast.Add: ("+", "-"),
    ast.Sub: ("-", "+"),
    ast.Mult: ("*", "/"),
    ast.Div: ("/", "*"),
    ast.FloorDiv: ("//", "*"),
    ast.BitAnd: ("&", "|"),
    ast.BitOr: ("|", "&"),
}
OPPOSITES = {"min": "max", "idxmin": "idxmax", "any": "all", "nsmallest": "nlargest", "floor": "ceil"}
OPPOSITES |= {new: old for old, new in OPPOSITES.items()}
ORDERS = {"ascending", "reverse"}  # keyword arguments
# Names of arguments, dictionary keys, constants and functions that say how something looks.
LOOKS = re.compile(
    r"width|height|size|colou?r|font|margin|opacity|pad|dash|indent|gap|narrow|letter|marker|border|pixel|hover"
    r"|legend|layout|^(line|lines|paper|look|bottom|top|left|right|fill|underline|align|axis|template)$",
    re.IGNORECASE,
)
LENGTH = re.compile(r"#.*\b(pixels|points|characters)\b")
# Calls that only draw or dress something.
DRESSING = re.compile(
    r"^(go|px)\.|(^|\.)(update_\w+|add_(trace|annotation|shape|hline|vline|format)|N_|TypeVar|formats\.of|set_column|set_row"
    r"|set_paper|set_margins|set_landscape|fit_to_pages|hide_gridlines|freeze_panes|set_(x|y)_axis|set_legend"
    r"|set_footer|set_header|set_title|set_size|insert_image)$"
)
STATEMENTS = (ast.Expr, ast.AugAssign, ast.Raise, ast.Continue, ast.Delete)


@dataclass(frozen=True)
class Mutant:
    """One mutation: in ``function``, the piece ``original`` becomes ``mutated``.

    ``function`` is the qualified name, empty at module level; ``line`` the text of the line on which the piece
    begins; ``occurrence`` counts from 0 the mutations that are alike in all of this. ``start`` and ``end`` are
    where the piece stands, in bytes; ``number`` is the line number, ``statement`` that of the statement around it,
    ``running`` whether that runs when its function is called, not when its module is imported.
    """

    function: str
    line: str
    original: str
    mutated: str
    occurrence: int
    start: int
    end: int
    text: str
    number: int
    statement: int
    running: bool

    @property
    def key(self) -> tuple[str, str, str, str, int]:
        """What a row of the sample knows a mutation by, within its file."""
        return self.function, self.line, self.original, self.mutated, self.occurrence

    def applied(self, source: str) -> str:
        """The whole source with the mutation."""
        raw = source.encode()
        return (raw[: self.start] + self.text.encode() + raw[self.end :]).decode()


def mutants(source: str) -> list[Mutant]:
    """Every mutation of a module, in the order of its text."""
    found = sorted(_Finder(source).mutants(), key=lambda one: (one.start, one.end, one.text))
    alike: Counter[tuple[str, str, str, str, int]] = Counter()
    numbered = []
    for one in found:
        numbered.append(replace(one, occurrence=alike[one.key]))
        alike[one.key] += 1
    return numbered


class _Finder:
    """Walks over a module and yields its mutations; knows the function and the statement it is in."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.raw = source.encode()
        self.running = False  # in a function, so not at import
        self.looks = False  # in a function that only says how something looks
        self.returns: list[ast.Return] = []  # those of the function that can also give nothing
        self.starts = [0]
        for line in self.raw.splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line))

    def mutants(self) -> Iterator[Mutant]:
        yield from self._body(ast.parse(self.source).body, "")

    # Where a piece stands, and what it says.

    def _at(self, line: int, column: int) -> int:
        return self.starts[line - 1] + column

    def _start(self, node: ast.expr | ast.stmt) -> int:
        return self._at(node.lineno, node.col_offset)

    def _end(self, node: ast.expr | ast.stmt) -> int:
        return self._at(node.end_lineno or 0, node.end_col_offset or 0)

    def _text(self, start: int, end: int) -> str:
        return self.raw[start:end].decode()

    def _is_length(self, node: ast.expr) -> bool:
        """Whether a comment beside a number says that it is a length of the layout."""
        return bool(LENGTH.search(self._text(self.starts[node.lineno - 1], self.starts[node.lineno])))

    # Statements.

    def _body(self, body: list[ast.stmt], function: str) -> Iterator[Mutant]:
        for statement in body:
            docstring = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
            if not docstring and not isinstance(statement, ast.Import | ast.ImportFrom | ast.Assert):
                yield from self._statement(statement, function, len(body) > 1)

    def _statement(self, node: ast.stmt, function: str, among_others: bool) -> Iterator[Mutant]:
        self.function, self.statement = function, node.lineno
        inner = f"{function}.{getattr(node, 'name', '')}".removeprefix(".")
        if isinstance(node, ast.ClassDef):
            yield from self._body(node.body, inner)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            if not (node.returns and ast.unparse(node.returns).endswith("Figure")):
                yield from self._definition(node, inner)
        else:
            if self.running and among_others and _can_go(node):
                yield self._mutant(self._start(node), self._end(node), "pass")
            if isinstance(node, ast.Return) and node in self.returns:
                yield self._mutant(self._start(node), self._end(node), "return None")
            yield from self._parts(node)
            for name in ("body", "orelse", "finalbody"):
                yield from self._body(getattr(node, name, []), function)
            for part in (*getattr(node, "handlers", ()), *getattr(node, "cases", ())):
                yield from self._body(part.body, function)

    def _definition(self, node: ast.FunctionDef | ast.AsyncFunctionDef, name: str) -> Iterator[Mutant]:
        """Mutations in a function: in the defaults of its parameters, which Python makes once, and in its body."""
        self.function = name
        looks = bool(LOOKS.search(node.name))
        for default in (*node.args.defaults, *node.args.kw_defaults):
            if default is not None:
                yield from self._expression(default, looks)
        outside = self.running, self.looks, self.returns
        returns = [n for n in ast.walk(node) if isinstance(n, ast.Return) and not _is_none(n.value)]
        optional = node.returns is not None and "None" in ast.unparse(node.returns)
        self.running, self.looks = True, looks
        self.returns = returns if optional or len(returns) > 1 else []
        yield from self._body(node.body, name)
        self.running, self.looks, self.returns = outside

    def _parts(self, node: ast.stmt) -> Iterator[Mutant]:
        """Mutations of the expressions of a statement, not of the statements in it."""
        targets = [*getattr(node, "targets", ()), getattr(node, "target", None)]
        looks = self.looks or any(
            LOOKS.search(n.id) for t in targets if t for n in ast.walk(t) if isinstance(n, ast.Name)
        )
        for target in targets:
            if isinstance(target, ast.Subscript):
                yield from self._expression(target.slice, looks)
        for name in ("value", "test", "iter", "subject", "exc", "msg"):
            part = getattr(node, name, None)
            if isinstance(part, ast.expr):
                yield from self._expression(part, looks)
        for item in getattr(node, "items", ()):
            yield from self._expression(item.context_expr, looks)
        if isinstance(node, ast.AugAssign) and type(node.op) in ARITHMETIC and not _joins(node.value):
            old, new = ARITHMETIC[type(node.op)]
            start, end = self._start(node), self._end(node)
            yield self._mutant(start, end, self._text(start, end).replace(f"{old}=", f"{new}=", 1))
        if isinstance(node, ast.If):
            yield from self._decided(node.test)
        elif isinstance(node, ast.While):
            yield self._mutant(self._start(node.test), self._end(node.test), "False")

    def _decided(self, test: ast.expr) -> Iterator[Mutant]:
        """A condition that always or never holds."""
        if not isinstance(test, ast.Constant) and ast.unparse(test) != "TYPE_CHECKING":
            for text in ("True", "False"):
                yield self._mutant(self._start(test), self._end(test), text)

    # Expressions.

    def _expression(self, node: ast.AST, looks: bool) -> Iterator[Mutant]:
        """Mutations of an expression; ``looks``: numbers in it only say how something looks."""
        if isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Call) and _dresses(node)):
            return
        match node:
            case ast.Compare():
                yield from self._compare(node)
            case ast.BinOp():
                yield from self._arithmetic(node)
            case ast.BoolOp():
                yield from self._logic(node)
            case ast.UnaryOp(op=ast.Not()):
                start, end = self._start(node), self._end(node)
                yield self._mutant(start, end, f"({self._text(start, end).removeprefix('not').strip()})")
            case ast.Call():
                yield from self._opposite(node)
            case ast.Constant(value=bool()):
                pass
            case ast.Constant(value=int() | float()) if not looks and not self._is_length(node):
                yield self._mutant(self._start(node), self._end(node), repr(node.value + 1))
            case ast.IfExp():
                yield from self._decided(node.test)
            case ast.Slice():
                yield from self._bounds(node)
        yield from self._children(node, looks)

    def _children(self, node: ast.AST, looks: bool) -> Iterator[Mutant]:
        if isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                name = key.value if isinstance(key, ast.Constant) and isinstance(key.value, str) else ""
                if key is not None:
                    yield from self._expression(key, looks)
                yield from self._expression(value, looks or bool(LOOKS.search(name)))
            return
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.keyword):
                if child.arg in ORDERS and isinstance(child.value, ast.Constant):
                    text = repr(not child.value.value)
                    yield self._mutant(self._start(child.value), self._end(child.value), text)
                yield from self._expression(child.value, looks or bool(LOOKS.search(child.arg or "")))
            elif isinstance(child, ast.comprehension):
                yield from self._expression(child.iter, looks)
                for test in child.ifs:
                    yield from self._expression(test, looks)
                    yield from self._decided(test)
            elif isinstance(child, ast.arguments):
                for default in child.defaults:
                    yield from self._expression(default, looks)
            elif isinstance(child, ast.expr):
                yield from self._expression(child, looks)

    def _compare(self, node: ast.Compare) -> Iterator[Mutant]:
        for op, (left, right) in zip(node.ops, pairwise([node.left, *node.comparators]), strict=True):
            yield from self._operator(node, left, right, COMPARISONS[type(op)])

    def _arithmetic(self, node: ast.BinOp) -> Iterator[Mutant]:
        types = not self.running and isinstance(node.op, ast.BitOr)  # such as ``Number = int | float``
        if type(node.op) in ARITHMETIC and not types and not _joins(node.left) and not _joins(node.right):
            yield from self._operator(node, node.left, node.right, ARITHMETIC[type(node.op)])

    def _logic(self, node: ast.BoolOp) -> Iterator[Mutant]:
        words = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
        for left, right in pairwise(node.values):
            yield from self._operator(node, left, right, words)

    def _operator(
        self, node: ast.expr, left: ast.expr, right: ast.expr, words: tuple[str, str]
    ) -> Iterator[Mutant]:
        """Another operator between two operands. The piece is the whole expression: it can be read by itself."""
        between = self._text(self._end(left), self._start(right))
        old = r"\s+".join(map(re.escape, words[0].split()))
        changed, count = re.subn(rf"(?<!\w){old}(?!\w)", words[1], between, count=1)
        if count:
            start, end = self._start(node), self._end(node)
            text = self._text(start, self._end(left)) + changed + self._text(self._start(right), end)
            yield self._mutant(start, end, text)

    def _opposite(self, node: ast.Call) -> Iterator[Mutant]:
        name = node.func
        word = name.id if isinstance(name, ast.Name) else name.attr if isinstance(name, ast.Attribute) else ""
        if word in OPPOSITES:
            start, end = self._start(name), self._end(name)
            yield self._mutant(start, end, self._text(start, end).removesuffix(word) + OPPOSITES[word])

    def _bounds(self, node: ast.Slice) -> Iterator[Mutant]:
        """A bound of a slice one further; one that is a number is mutated as every number."""
        for bound in (node.lower, node.upper):
            if bound is not None and not any(isinstance(n, ast.Constant) for n in ast.walk(bound)):
                start, end = self._start(bound), self._end(bound)
                yield self._mutant(start, end, f"{self._text(start, end)} + 1")

    def _mutant(self, start: int, end: int, text: str) -> Mutant:
        number = self.raw.count(b"\n", 0, start) + 1
        line = self._text(self.starts[number - 1], self.starts[number]).strip()
        original = " ".join(self._text(start, end).split())
        mutated = " ".join(text.split())
        return Mutant(
            self.function, line, original, mutated, 0, start, end, text, number, self.statement, self.running
        )


def _can_go(node: ast.stmt) -> bool:
    """Whether a statement can be left out and the rest still runs."""
    if isinstance(node, ast.Expr):
        return not isinstance(node.value, ast.Yield | ast.YieldFrom | ast.Constant)
    changes = isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript | ast.Attribute)
    return changes or isinstance(node, STATEMENTS)


def _dresses(node: ast.Call) -> bool:
    return bool(DRESSING.search(ast.unparse(node.func)))


def _joins(operand: ast.expr) -> bool:
    """Whether an operand is a text or a list, which ``+`` joins: another operator is an error that any test finds."""
    kinds = (ast.JoinedStr, ast.List, ast.Tuple, ast.ListComp)
    return isinstance(operand, kinds) or (
        isinstance(operand, ast.Constant) and not isinstance(operand.value, int | float)
    )


def _is_none(value: ast.expr | None) -> bool:
    return value is None or (isinstance(value, ast.Constant) and value.value is None)
