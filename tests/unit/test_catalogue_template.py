"""The template that translators start from holds every text of the code."""

import ast
from pathlib import Path

from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
MARKERS = {"t", "text", "N_", "MessageError"}


FILES = [ROOT / "app.py", *(f for d in ("kompass", "ui", "pages") for f in (ROOT / d).rglob("*.py"))]
NODES = [node for file in FILES for node in ast.walk(ast.parse(file.read_text("utf-8")))]


def marked(node):
    """Whether a node is a call that marks its literal first argument as a text."""
    if not (isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)):
        return False
    return getattr(node.func, "id", getattr(node.func, "attr", "")) in MARKERS


def test_the_template_is_up_to_date():
    with (ROOT / "data" / "locale" / "kompass.pot").open("rb") as file:
        template = {message.id for message in read_po(file) if message.id}
    texts = {node.args[0].value for node in NODES if marked(node)}
    literals = {node.value for node in NODES if isinstance(node, ast.Constant)}
    assert texts - template == set(), "run `make messages`"
    assert template - literals == set(), "run `make messages`"
