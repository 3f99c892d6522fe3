"""Every page of a plan over all 400 districts with 150 institutions and full tables: none breaks or sends too much."""

import pytest

from kompass.pages import ALL_PAGES, offered
from kompass.plans.registry import REGISTRY
from tests.full_plan import FULL, full_tables
from tests.messages import Messages
from tests.wording import NOT_A_NUMBER

pytestmark = pytest.mark.slow
MOST_KB, MOST_MESSAGES = 500, 130
COUNT = 400


@pytest.fixture(scope="module", autouse=True)
def plan(tmp_path_factory):
    """The plan, loaded once and taken away again."""
    folder = tmp_path_factory.mktemp("plans")
    full_tables(folder)
    before = dict(REGISTRY._folders)
    assert REGISTRY.add_folders(folder) == []
    yield REGISTRY.facts(FULL)
    REGISTRY._folders = before


@pytest.fixture(scope="module")
def messages():
    noting = Messages()
    yield noting
    noting.stop()


@pytest.mark.parametrize("page", ALL_PAGES, ids=lambda page: page.stem)
def test_a_page_shows_itself_and_sends_little(visit, plan, messages, page):
    view = visit(page.script, plan=FULL)
    assert view.faults == []
    assert view.notice == ""
    assert not NOT_A_NUMBER.findall(view.words)
    assert ("Diese Seite gibt es" not in view.headline) == offered(page, plan)
    assert messages.kilobytes <= MOST_KB
    assert len(messages.sizes) <= MOST_MESSAGES
