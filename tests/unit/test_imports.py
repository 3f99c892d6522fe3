"""The layout of the README: imports run one way between folders, and modules stay short."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
# From the bottom up. A module imports from the folders below its own and from its own; folders in one line
# are neighbours and know nothing of each other. The longest name that fits tells the folder of a module.
LAYERS = (
    ("kompass.language",),
    ("kompass.read_file", "kompass.table_faults"),
    ("kompass.operator_toml",),
    ("kompass.facts_checks", "kompass.kept_address", "kompass.text_match"),
    ("kompass.facts_files",),
    ("kompass.facts_tables",),
    ("kompass.facts",),
    ("kompass.boundaries",),
    ("kompass.needs",),
    ("kompass.pages",),
    ("kompass.plans", "kompass.precision", "kompass.translators"),  # reading, checking and writing plans
    ("kompass.check",),
    ("kompass.places",),
    ("kompass.places.goal_search",),
    ("kompass.actual", "kompass.plans.registry"),  # planned against actual within the year
    ("kompass.plans.routes",),
    ("kompass.matching",),
    ("kompass.figures.limits",),  # how much a picture draws and a table shows
    ("kompass.figures.charts",),
    ("kompass.figures",),  # exhibit, picture, labels, tables as text: shared by all subjects
    (
        "kompass.figures.employment",
        "kompass.figures.outlook",
        "kompass.figures.quotas",
        "kompass.figures.ruhr",
        "kompass.figures.shortages",
        "kompass.figures.sources",
        "kompass.figures.state_measures",
        "kompass.figures.year_2020",
        "kompass.figures.zukunftsatlas",
    ),
    (
        "kompass.figures.planning_regions",
        "kompass.figures.support",
        "kompass.figures.unemployment",
    ),
    ("kompass.figures.region",),
    (
        "kompass.figures.actual",
        "kompass.figures.demography",
        "kompass.figures.plans",
        "kompass.figures.simulator",
    ),
    ("kompass.figures.overview", "kompass.figures.profile", "kompass.table"),
    ("kompass.rendering",),
    ("kompass.request",),
    ("kompass.search", "kompass.server"),
    ("kompass.api",),
    ("kompass.rounds",),  # what is decided in a hall: storage, arithmetic, routes, pages
    ("kompass.presentation.story", "kompass.presentation.subjects"),
    ("kompass.presentation.drawing",),
    ("kompass.presentation.view",),
    ("kompass.presentation.views",),
    ("kompass.presentation",),
    ("kompass.images",),
    ("kompass.briefing.saved",),
    ("kompass.briefing.paper",),
    ("kompass.briefing.provenance",),
    ("kompass.briefing.export_request",),
    ("kompass.briefing.decision", "kompass.briefing.slides", "kompass.briefing.workbook"),
    ("kompass.briefing.actual", "kompass.briefing.profile", "kompass.briefing.summary"),
    ("kompass.briefing",),
    ("ui.undocumented",),
    ("ui.streamlit_internals", "ui.operator_file"),
    ("ui",),
    ("ui.simulator",),
    ("ui.actual",),
    ("ui.parts",),
    ("pages",),
    ("app",),
)
OURS = ("kompass", "ui", "pages", "app", "geo", "tests", "tools")
MODULES = sorted(
    [ROOT / "app.py", *(p for d in ("kompass", "ui", "pages", "geo") for p in (ROOT / d).rglob("*.py"))]
)
NAMES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path for path in MODULES
}
LEVELS = {folder: level for level, layer in enumerate(LAYERS) for folder in layer}


def folder_of(name):
    fitting = [folder for folder in LEVELS if name == folder or name.startswith(f"{folder}.")]
    return max(fitting, key=len, default=None)


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


IMPORTS = {name: list(imported(path)) for name, path in NAMES.items()}


def of_ours(name):
    return [other for other in IMPORTS[name] if other.split(".")[0] in OURS]


def lines(name):
    return len(NAMES[name].read_text("utf-8").splitlines())


def test_every_module_has_its_layer():
    assert [n for n in NAMES if folder_of(n) is None and n not in ("kompass", "geo.build")] == []


def test_imports_run_one_way():
    wrong = []
    for name in NAMES:
        own = folder_of(name)
        for other in of_ours(name) if own else ():
            theirs = folder_of(other)
            if theirs is None or (theirs != own and LEVELS[theirs] >= LEVELS[own]):
                wrong.append(f"{name} imports {other}: {theirs} is not below {own}")
    assert wrong == [], "\n".join(wrong)


def test_no_two_modules_import_each_other():
    loops = []
    for start in NAMES:
        seen, ahead = set(), [start]
        while ahead:
            for other in of_ours(ahead.pop()):
                if other == start:
                    loops.append(start)
                if other in NAMES and other not in seen:
                    seen.add(other)
                    ahead.append(other)
    assert loops == []


def test_pages_never_import_pages():
    pages = [name for name in NAMES if name.startswith("pages.")]
    assert [(n, other) for n in pages for other in of_ours(n) if other.startswith("pages")] == []


def test_the_library_knows_no_streamlit():
    library = [name for name in NAMES if name.split(".")[0] in ("kompass", "geo")]
    assert [(n, other) for n in library for other in IMPORTS[n] if other.startswith("streamlit.")] == []
    assert [n for n in library if "streamlit" in IMPORTS[n]] == []


def test_the_arithmetic_plots_nothing_reads_no_file_and_no_clock():
    barred = {"plotly", "folium", "geopandas", "pathlib", "csv", "json", "os", "io", "time", "datetime"}
    arithmetic = [name for name in NAMES if name.startswith(("kompass.places", "kompass.matching"))]
    assert [(n, other) for n in arithmetic for other in IMPORTS[n] if other.split(".")[0] in barred] == []


def test_only_the_reader_reads_data():
    for name in NAMES.keys() - {"kompass.facts", "kompass.facts_files", "kompass.facts_tables"}:
        tree = ast.parse(NAMES[name].read_text("utf-8"))
        froms = [n for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)]
        assert "kompass.facts_files.DATA_DIR" not in [
            f"{n.module}.{a.name}" for n in froms for a in n.names
        ], name
        assert "read_csv" not in {n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute)}, name


def test_a_page_reads_at_a_glance():
    assert {n: lines(n) for n in NAMES if n.startswith("pages.") and lines(n) > 80} == {}


def test_a_module_stays_within_one_subject():
    assert {n: lines(n) for n in NAMES if lines(n) > 300} == {}


def test_a_folder_fits_on_one_screen():
    """More than two dozen modules in one folder are several subjects; each page has its script."""
    folders = {}
    for path in MODULES:
        folders.setdefault(path.parent.relative_to(ROOT).as_posix(), []).append(path.name)
    assert {
        folder: len(names) for folder, names in folders.items() if folder != "pages" and len(names) > 25
    } == {}


def test_the_program_knows_no_plan():
    """Codes of institutions, keys of districts and the year stand in the tables only; examples in texts may name them."""
    named = re.compile(r"AA|AC|DN|HS|0533\d|0535\d|0537\d|2026")
    found = []
    for name, path in NAMES.items():
        if name.startswith(("kompass.api.docs", "geo")):  # examples for programmers; the tables of a map
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and named.fullmatch(node.value):
                found.append(f"{name}:{node.lineno} {node.value}")
    assert found == []
