"""Imports our modules from sources changed in memory; no file of the checkout is touched.

A server process imports what others made (:func:`preload`) and none of ours; its forks import ours by
:func:`import_changed`, either with a mutation or with :func:`instrumented`, which notes the statements that run.
"""

from __future__ import annotations

import ast
import builtins
import importlib
import importlib.util
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import CodeType

ROOT = Path(__file__).parents[2]
OURS = ("kompass", "ui")
TESTS = ("tests/unit", "tests/pages", "tests/office")
CACHES = {"cache", "lru_cache", "cached_property", "cache_data", "cache_resource"}
Change = Callable[[str, str], ast.Module | None]  # path from the root, source → what to compile instead


class _Loader(SourceFileLoader):
    """Compiles a module from its changed source, and never from a cached one."""

    def __init__(self, name: str, path: str, change: Change) -> None:
        super().__init__(name, path)
        self.change = change

    def get_code(self, fullname: str) -> CodeType | None:
        path = Path(self.path)
        changed = self.change(path.relative_to(ROOT).as_posix(), path.read_text("utf-8"))
        return super().get_code(fullname) if changed is None else compile(changed, self.path, "exec")


class _Finder(MetaPathFinder):
    def __init__(self, change: Change) -> None:
        self.change = change

    def find_spec(self, fullname: str, path: object = None, target: object = None) -> ModuleSpec | None:
        if fullname.split(".", maxsplit=1)[0] not in OURS:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is None or not isinstance(spec.loader, SourceFileLoader):
            return spec
        loader = _Loader(fullname, spec.loader.path, self.change)
        return importlib.util.spec_from_file_location(
            fullname, spec.origin, loader=loader, submodule_search_locations=spec.submodule_search_locations
        )


def import_changed(change: Change) -> None:
    """From now on, import our modules from what ``change`` gives for their paths and sources; None is unchanged."""
    sys.meta_path.insert(0, _Finder(change))


def preload() -> None:
    """Import what our modules and the tests import of others."""
    sys.path.insert(0, str(ROOT))
    files = [path for name in (*OURS, *TESTS) for path in (ROOT / name).rglob("*.py")]
    for name in sorted({name for path in files for name in imported(path)}):
        package = name.partition(".")[0]
        if package not in (*OURS, "geo", "tests") and importlib.util.find_spec(package):
            try:
                importlib.import_module(name)
            except ImportError:  # a name in ``from … import`` that is no module
                continue


def imported(path: Path) -> Iterator[str]:
    """Full names of the modules that a file imports, at any depth."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


class Reached:
    """The statements that have run, as ``file:line``: those of one test at a time.

    What a cached function runs while it computes counts for all tests of a file, for each may use the result; so do
    imports and fixtures of more than one test: they run in :meth:`apart`.
    """

    def __init__(self) -> None:
        self.now: set[str] = set()
        self.shared: set[str] = set()

    @contextmanager
    def apart(self) -> Iterator[None]:
        """What runs meanwhile belongs to all tests of the file."""
        before = self.taken()
        try:
            yield
        finally:
            self.shared |= self.taken()
            self.now |= before

    def taken(self) -> set[str]:
        """What has run since the last call."""
        found = set(self.now)
        self.now.clear()
        return found

    def cached(self, function: Callable) -> Callable:
        """A function inside a cache: it runs only when the result is not there yet."""

        @wraps(function)
        def computed(*given: object, **named: object) -> object:
            with self.apart():
                return function(*given, **named)

        return computed


def instrumented(reached: Reached) -> Change:
    """Before each statement in a function, note that it runs; cached functions are told."""
    builtins.__dict__["__statement_runs__"] = reached.now.add
    builtins.__dict__["__computed_apart__"] = reached.cached

    def change(path: str, source: str) -> ast.Module:
        tree = _Instrument(path).visit(ast.parse(source))
        return ast.fix_missing_locations(tree)

    return change


class _Instrument(ast.NodeTransformer):
    def __init__(self, path: str) -> None:
        self.path = path
        self.running = False

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        outside, self.running = self.running, True
        self.generic_visit(node)
        self.running = outside
        if any(_last_name(decorator) in CACHES for decorator in node.decorator_list):
            node.decorator_list.append(ast.copy_location(ast.Name("__computed_apart__", ast.Load()), node))
        return node

    visit_AsyncFunctionDef = visit_FunctionDef

    def generic_visit(self, node: ast.AST) -> ast.AST:
        super().generic_visit(node)
        if self.running:
            for name in ("body", "orelse", "finalbody"):
                body = getattr(node, name, None)
                if isinstance(body, list) and body and isinstance(body[0], ast.stmt):
                    setattr(node, name, list(self._noted(body, isinstance(node, ast.FunctionDef))))
        return node

    def _noted(self, body: list[ast.stmt], has_docstring: bool) -> Iterator[ast.stmt]:
        for number, statement in enumerate(body):
            text = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
            if not (has_docstring and number == 0 and text) and not isinstance(
                statement, ast.Nonlocal | ast.Global
            ):
                where = ast.Constant(f"{self.path}:{statement.lineno}")
                call = ast.Call(ast.Name("__statement_runs__", ast.Load()), [where], [])
                yield ast.fix_missing_locations(ast.copy_location(ast.Expr(call), statement))
            yield statement


def _last_name(decorator: ast.expr) -> str:
    """``cache_resource`` of ``@st.cache_resource(max_entries=4)``."""
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return (
        called.attr
        if isinstance(called, ast.Attribute)
        else called.id
        if isinstance(called, ast.Name)
        else ""
    )
