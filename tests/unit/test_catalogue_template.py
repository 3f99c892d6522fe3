"""The template that translators start from holds every text of the code."""

import ast
from pathlib import Path

from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
MARKERS = {"t", "text", "N_", "MessageError"}
COUNTED = {"plural", "with_count"}  # two texts: for one, and for another number


FILES = [ROOT / "app.py", *(f for d in ("kompass", "ui", "pages") for f in (ROOT / d).rglob("*.py"))]
NODES = [node for file in FILES for node in ast.walk(ast.parse(file.read_text("utf-8")))]


def marked(node):
    """The text or the two texts that a node marks as literal first arguments of a call."""
    if not isinstance(node, ast.Call):
        return None
    name = getattr(node.func, "id", getattr(node.func, "attr", ""))
    wanted = 1 if name in MARKERS else 2 if name in COUNTED else 0
    literals = tuple(a.value for a in node.args[:wanted] if isinstance(a, ast.Constant))
    if not wanted or len(literals) < wanted:
        return None
    return literals[0] if wanted == 1 else literals


def test_no_variable_that_is_called_like_a_marker_is_subscripted():
    # Babel would read `text["name"]` as a marked text (since 2.19).
    names = [n.value.id for n in NODES if isinstance(n, ast.Subscript) and isinstance(n.value, ast.Name)]
    assert set(names) & (MARKERS | COUNTED) == set()


def test_the_template_is_up_to_date():
    with (ROOT / "data" / "locale" / "kompass.pot").open("rb") as file:
        template = {message.id for message in read_po(file) if message.id}
    texts = {marked(node) for node in NODES} - {None}
    literals = {node.value for node in NODES if isinstance(node, ast.Constant)}
    assert texts - template == set(), "run `make messages`"
    parts = {text for id_ in template for text in ((id_,) if isinstance(id_, str) else id_)}
    assert parts - literals == set(), "run `make messages`"
