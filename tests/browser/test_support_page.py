"""From a shortage to the plan's goals and the state's measures in Chromium."""


def test_three_clicks_from_care_to_what_the_state_does(desk):
    shown = desk().open("/engpaesse?kreise=05370&suche=821")
    shown.page.locator(".bk-matrix a", has_text="Altenpflege").first.click()
    shown.page.wait_for_url("**/stuetzen?*engpass=821*")
    shown.settle()
    assert shown.headline.startswith("Altenpflege (821), Engpass in Heinsberg: 1 passendes Bildungsziel")
    card = shown.page.locator(".bk-card", has=shown.page.locator("h4", has_text="III.12"))
    for word in ("Oktober 2023", "Dezember 2026", "nicht ausgewiesen", "S. 54"):
        assert word in card.inner_text()
    card.get_by_text("Was stützt diese Maßnahme?").click()
    shown.page.wait_for_url("**/stuetzen?*massnahme=III.12*")
    shown.settle()
    assert shown.headline.startswith("III.12 Zukunftsbündnis")
    shown.page.get_by_text("Alle Angaben zur Maßnahme").click()
    shown.page.wait_for_url("**/landesprogramme?*massnahme=III.12*")
    shown.settle()
    assert "kreise=05370" in shown.page.url
