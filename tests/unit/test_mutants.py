"""The mutation test itself: what its operators make, which tests it chooses, and that its sample fits the code."""

import ast
from collections import Counter

import pytest

from tests.mutants.importing import Reached, instrumented
from tests.mutants.operators import mutants
from tests.mutants.sample import AREAS, ROOT, draw, mutants_of, read
from tests.mutants.touched import Touched

SAMPLE = read()
NOTHING = [("return b", "return None"), ("return c", "return None")]


def made(source):
    """What each mutation of the body of a function replaces, and by what."""
    body = "\n".join(f"    {line}" for line in source.splitlines())
    return [(m.original, m.mutated) for m in mutants(f"def f():\n{body}\n")]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("x = a < b", [("a < b", "a <= b")]),
        ("x = a >= b", [("a >= b", "a > b")]),
        ("x = a == b", [("a == b", "a != b")]),
        ("x = a is not b", [("a is not b", "a is b")]),
        ("x = a in b", [("a in b", "a not in b")]),
        ("x = a < b < c", [("a < b < c", "a < b <= c"), ("a < b < c", "a <= b < c")]),
        ("x = (a) < (b)", [("(a) < (b)", "(a) <= (b)")]),
        ("x = a + b", [("a + b", "a - b")]),
        ("x = a - b", [("a - b", "a + b")]),
        ("x = a * b", [("a * b", "a / b")]),
        ("x = a / b", [("a / b", "a * b")]),
        ("x = a // b", [("a // b", "a * b")]),
        ("x = a | b", [("a | b", "a & b")]),
        ("x = min(a)", [("min", "max")]),
        ("x = a.b.idxmax()", [("a.b.idxmax", "a.b.idxmin")]),
        ("x = any(a)", [("any", "all")]),
        ("x = a and b", [("a and b", "a or b")]),
        ("x = a or b and c", [("a or b and c", "a and b and c"), ("b and c", "b or c")]),
        ("x = not a", [("not a", "(a)")]),
        ("x = f(7)", [("7", "8")]),
        ("x = f(0.5)", [("0.5", "1.5")]),
        ("x = f(ascending=False)", [("False", "True")]),
        ("x = a[:n]", [("n", "n + 1")]),
        ("x = a[1:]", [("1", "2")]),
        ("x = a if b else c", [("b", "False"), ("b", "True")]),
        ("x = [a for a in b if c]", [("c", "False"), ("c", "True")]),
        ("if a:\n    b()", [("a", "False"), ("a", "True")]),
        ("while a:\n    b()", [("a", "False")]),
        ("if a:\n    return b\nreturn c", [("a", "False"), ("a", "True"), *NOTHING]),
        ("a()\nb()", [("a()", "pass"), ("b()", "pass")]),
        ("a[b] = c\nd = e", [("a[b] = c", "pass")]),
        ("a += b\nc = d", [("a += b", "a -= b"), ("a += b", "pass")]),
    ],
)  # fmt: skip
def test_an_operator_makes_its_mutations(source, expected):
    assert sorted(made(source)) == sorted(expected)


@pytest.mark.parametrize(
    "source",
    [
        '"""Text with 1 < 2 and 3."""',
        "from a import b",
        "x: Literal[1] | None",
        "x = t(N_('1 < 2'))",
        "x = 'a' + b",
        "x = a + [b]",
        "x = f'{a + 1}'",
        "x = True",
        "return a",  # the only return of a function that always gives something
        "go.Figure(x=1)",
        "width = 12",
        "x = f(font_size=12)",
        "x = {'color': 1}",
        "x = 12  # pixels",
        "assert a < b",
    ],
)
def test_what_changes_no_answer_is_left_alone(source):
    assert made(source) == []


def test_a_function_that_gives_a_figure_is_left_alone():
    assert mutants("def f() -> go.Figure:\n    return a + b\n") == []
    assert mutants("@lru_cache(maxsize=4)\ndef f(a: int = None) -> dict[str, int]:\n    return a\n") == []


def test_a_function_that_may_give_nothing_can_always_give_nothing():
    (only,) = mutants("def f() -> int | None:\n    return a\n")
    assert (only.original, only.mutated) == ("return a", "return None")


def test_a_mutation_knows_its_place_and_leaves_the_rest():
    source = "class A:\n    def f(self):\n        ä = 'ä'\n        return x < 1, x < 1\n\nB = 2\n"
    comparisons = [m for m in mutants(source) if m.original == "x < 1"]
    assert [(m.function, m.line, m.occurrence, m.number, m.running) for m in comparisons] == [
        ("A.f", "return x < 1, x < 1", 0, 4, True),
        ("A.f", "return x < 1, x < 1", 1, 4, True),
    ]
    assert comparisons[1].applied(source) == source.replace("x < 1\n", "x <= 1\n")
    (constant,) = (m for m in mutants(source) if m.original == "2")
    assert (constant.function, constant.running) == ("", False)


def test_the_statement_of_a_mutation_is_the_innermost():
    source = "def f():\n    if a:\n        return g(\n            b < c\n        )\n    return d\n"
    (found,) = (m for m in mutants(source) if m.original == "b < c")
    assert (found.statement, found.number) == (3, 4)


def test_what_a_cached_function_runs_is_shared():
    source = "from functools import cache\n@cache\ndef f():\n    return 1\ndef g():\n    a = 2\n    return f() + a\n"
    reached, names = Reached(), {}
    exec(compile(instrumented(reached)("m.py", source), "m.py", "exec"), names)
    assert names["g"]() == 3
    assert (reached.taken(), reached.shared) == ({"m.py:6", "m.py:7"}, {"m.py:4"})
    assert names["g"]() == 3
    assert reached.taken() == {"m.py:6", "m.py:7"}


def test_tests_are_chosen_that_run_the_statement_the_quickest_file_first():
    (mutant,) = (m for m in mutants("def f():\n    return a < b\n") if m.original == "a < b")
    touched = Touched(
        {
            "slow.py": {"tests": {"slow.py::a": (5, ["m.py:2"]), "slow.py::b": (1, [])}, "shared": [], "modules": []},
            "fast.py": {"tests": {"fast.py::a": (1, ["m.py:2"])}, "shared": [], "modules": ["m.py"]},
            "shared.py": {"tests": {"shared.py::a": (0, [])}, "shared": ["m.py:2"], "modules": []},
            "other.py": {"tests": {"other.py::a": (0, ["m.py:1"])}, "shared": [], "modules": ["m.py"]},
        }
    )  # fmt: skip
    assert [t.test for t in touched.of("m.py", mutant)] == ["fast.py::a", "slow.py::a", "shared.py::a"]


def test_the_sample_has_its_size_and_no_row_twice():
    assert Counter(row.area for row in SAMPLE) == {area: size for area, (size, *_) in AREAS.items()}
    assert sum(size for size, *_ in AREAS.values()) == len({(row.file, row.key) for row in SAMPLE}) == 120


def test_every_row_of_the_sample_still_exists_in_the_code():
    """A row that is gone is replaced as tests/mutants/README.md says."""
    assert [(row.file, row.function, row.original) for row in SAMPLE if row.mutant() is None] == []


def test_every_row_of_the_sample_gives_another_module_that_python_reads():
    for row in SAMPLE:
        source = (ROOT / row.file).read_text("utf-8")
        changed = row.mutant().applied(source)
        assert ast.unparse(ast.parse(changed)) != ast.unparse(ast.parse(source)), row


def test_a_sample_is_drawn_by_its_seed_and_keeps_what_is_there():
    kept = SAMPLE[:119]
    assert draw(1) == draw(1)
    assert set(kept) < set(drawn := draw(1, kept))
    assert len(drawn) == 120
    assert mutants_of("kompass/gone.py") == {}
