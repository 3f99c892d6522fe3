"""What axe-core finds in a page: barriers for readers by keyboard or screen reader, and too little contrast."""

import re

from axe_playwright_python.sync_playwright import Axe

WHOLE, DOUBLED = (1920, 1080), (960, 540)  # 100 %, and 200 %: half as many CSS pixels
AXE = """async ([rules, within]) => (await axe.run(within ?? document,
    {resultTypes: ['violations'], ...(rules && {runOnly: rules})})).violations
  .filter(found => ['critical', 'serious'].includes(found.impact))
  .flatMap(found => found.nodes.map(node => [found.id, node.target.flat().join(' '), node.html.slice(0, 200)]))"""
# The drawing of the districts is made of masks, which axe takes for full boxes. Measured here: each label
# stands on the fill of its own district, and both come in the same order.
DRAWN_CONTRAST = """() => {
  const light = color => {
    const [r, g, b] = color.match(/[\\d.]+/g).slice(0, 3).map(Number).map(v => v / 255)
      .map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b;
  };
  return [...document.querySelectorAll('.bk-drawing [role=img]')].flatMap(drawing => {
    const fills = [...drawing.querySelectorAll(':scope > i')], labels = drawing.querySelectorAll(':scope > span');
    return [...labels].map((label, number) => {
      const [low, high] = [getComputedStyle(label).color, getComputedStyle(fills[number]).backgroundColor]
        .map(light).sort((a, b) => a - b);
      return [label.innerText, (high + .05) / (low + .05)];
    });
  });
}"""


def barriers(page, rules=None, within=None):
    """Critical and serious findings of axe-core by all or these rules, in all or one part of a page, frames
    included: rule, element, markup."""
    for frame in page.frames:
        frame.evaluate(f"window.axe || (() => {{ {Axe().axe_script} }})()")
    return [found for found in page.evaluate(AXE, [rules, within]) if not masked(found)]


def masked(found):
    """Whether axe read the contrast of a label against a mask, see DRAWN_CONTRAST."""
    rule, _, markup = found
    return rule == "color-contrast" and bool(re.match(r"<(span style=\"left|b>)", markup))


def assert_no_barrier(page, theme="light"):
    """No critical or serious finding, and enough contrast where axe misreads it. A theme changes nothing but
    colours: what a page in the light is free of need not be looked for again in the dark."""
    found = barriers(page, ["color-contrast"] if theme == "dark" else None)
    assert not found, found
    for label, ratio in page.evaluate(DRAWN_CONTRAST):
        assert ratio >= 4.5, label


def assert_no_barrier_in_any_theme(desk):
    """All rules in the light at 100 %, contrast in the dark at 200 %: each pair of size and theme would find no more,
    as a theme changes colours only, and a size what stands beside what."""
    assert_no_barrier(desk.page)
    desk.to_theme("dark")
    enlarge(desk.page)
    assert_no_barrier(desk.page, "dark")


def enlarge(page):
    """200 %, and a moment for the charts to take their new width."""
    page.set_viewport_size({"width": DOUBLED[0], "height": DOUBLED[1]})
    page.wait_for_timeout(300)
