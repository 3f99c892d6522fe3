"""The layout of DESIGN.md: imports run one way, and modules stay short."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# From the bottom up. A module may import from the layers below its own, and from its own.
LAYERS = (
    ("kompass.facts", "kompass.facts_checks", "kompass.language", "kompass.precision"),
    ("kompass.places",),
    ("kompass.figures", "kompass.maps"),
    (
        "kompass.briefing",
        "kompass.api",
        "kompass.api_docs",
        "kompass.api_goal",
        "kompass.api_search",
        "kompass.compression",
        "kompass.headers",
        "kompass.page_names",
        "kompass.presentation",
        "kompass.search",
        "kompass.search_kinds",
        "kompass.static",
        "kompass.translators",
    ),
    ("ui",),
    ("pages",),
    ("app",),
)
OURS = ("kompass", "ui", "pages", "app", "geo", "tests")
MODULES = sorted(
    [ROOT / "app.py", *(p for d in ("kompass", "ui", "pages", "geo") for p in (ROOT / d).rglob("*.py"))]
)
NAMES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path for path in MODULES
}


def layer_of(name):
    return next(
        (i for i, layer in enumerate(LAYERS) for p in layer if name == p or name.startswith(f"{p}.")), None
    )


def imported(path):
    """Full names of everything a module imports, at any depth: ``from ui import map`` is ``ui.map``."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno} imports relatively"
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield whole if whole in NAMES or node.module in ("kompass", "ui", "pages") else node.module


def of_ours(path):
    return [name for name in imported(path) if name.split(".")[0] in OURS]


def test_every_module_has_its_layer():
    without = [n for n in NAMES if layer_of(n) is None and n not in ("kompass", "geo.build")]
    assert without == []


@pytest.mark.parametrize("name", [n for n in NAMES if layer_of(n) is not None])
def test_imports_run_one_way(name):
    for other in of_ours(NAMES[name]):
        assert layer_of(other) is not None, f"{name} imports {other}, which has no layer"
        assert layer_of(other) <= layer_of(name), f"{name} imports {other} from above"


@pytest.mark.parametrize("name", [n for n in NAMES if n.startswith("pages.")])
def test_pages_never_import_pages(name):
    assert [other for other in of_ours(NAMES[name]) if other.startswith("pages")] == []


def test_the_base_has_an_order_of_its_own():
    assert of_ours(NAMES["kompass.language"]) == []
    assert set(of_ours(NAMES["kompass.facts_checks"])) == {"kompass.language"}
    assert set(of_ours(NAMES["kompass.facts"])) == {"kompass.facts_checks", "kompass.language"}


@pytest.mark.parametrize("name", [n for n in NAMES if n.split(".")[0] in ("kompass", "geo")])
def test_the_library_knows_no_streamlit(name):
    assert [other for other in imported(NAMES[name]) if other.split(".")[0].startswith("streamlit")] == []


@pytest.mark.parametrize("name", [n for n in NAMES if n.startswith("kompass.places")])
def test_the_arithmetic_plots_nothing_and_reads_no_file(name):
    outside = {other.split(".")[0] for other in imported(NAMES[name])}
    assert outside.isdisjoint({"plotly", "folium", "geopandas", "pathlib", "csv", "json", "os", "io"})


@pytest.mark.parametrize("name", [n for n in NAMES if n not in ("kompass.facts", "kompass.api")])
def test_only_the_reader_reads_data(name):
    tree = ast.parse(NAMES[name].read_text("utf-8"))
    assert "kompass.facts.DATA_DIR" not in [
        f"{n.module}.{a.name}" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) for a in n.names
    ]
    assert "read_csv" not in {n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute)}


def lines(path):
    return len(path.read_text("utf-8").splitlines())


@pytest.mark.parametrize("name", [n for n in NAMES if n.startswith("pages.")])
def test_a_page_reads_at_a_glance(name):
    assert lines(NAMES[name]) <= 80


@pytest.mark.parametrize("name", NAMES)
def test_a_module_stays_within_one_subject(name):
    assert lines(NAMES[name]) <= 300
