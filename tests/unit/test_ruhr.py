"""The concept of the Westfälisches Ruhrgebiet against what the document prints (2016, chapters 1 to 6)."""

from kompass.facts import load
from kompass.figures.exhibit import Kind
from kompass.figures.ruhr.concept import (
    aims_exhibit,
    amount_text,
    field_exhibit,
    field_table,
    figure,
    figure_exhibit,
    notes_of,
    project_exhibit,
    project_table,
)
from kompass.figures.ruhr.links import OWN_ENDS, PLAN_ENDS, link_exhibit, link_table, unmet
from kompass.figures.ruhr.programmes import (
    amount_lines,
    programme_exhibit,
    programme_table,
    recommendation_exhibit,
    recommendation_table,
    with_money,
)
from kompass.language import language
from tests.colours import DARK, LIGHT

FACTS = load()
CONCEPT = "Westfälisches Ruhrgebiet, Konzept von 2016: "
DE = language("de")
EN = language("en")
ENGLISH = FACTS.in_language(EN)

# Chapter 2: the heading of each list, and title and carrier of its projects.
NACHWUCHS = "Gewinnung und Sicherung von Nachwuchskräften"
HELLWEG = "Kreishandwerkerschaft Hellweg-Lippe"
PROJECTS = {
    "Fachkräfteentwicklung in Betrieben": [
        (
            "Führungskräfte gesund erhalten! - Strategien gegen Fachkräftemangel und Arbeitsüberlassung in KMU",
            "Soziale Innovation GmbH",
        ),
        (
            "Pflege in allen Farben (PiaF) - Personalgewinnung und Personalbindung von medizinischen "
            "Pflegefachkräften mit Migrationshintergrund",
            "EWZ GmbH",
        ),
        (
            "Zukunftssichere Unternehmen durch gutes, zukunftsorientiertes Personalmanagement und Vernetzung - "
            "Das Beispiel Dortmunder Personalmanagement-Prädikat",
            "Soziale Innovation GmbH",
        ),
    ],
    "Steigerung der Arbeitgeberattraktivität": [
        (
            "Fachkräftesicherung im Katholischen Hospitalverbund Hellweg durch die Entwicklung und Schaffung "
            "lebensphasengerechter Arbeitsbedingungen",
            "Katholischer Hospitalverbund Hellweg GmbH",
        ),
        ("Stärkung der Arbeitsplatzkultur und Arbeitgeberattraktivität", "Wirtschaftsförderung Hamm"),
    ],
    NACHWUCHS: [
        (
            "Zukunftsfinder - Internet-Plattform für das neue Übergangssystem Schule-Beruf - ganzheitliche "
            "Verzahnung von virtuellen und realen Angeboten in der Berufsorientierung",
            "Regionales Bildungsbüro Dortmund",
        ),
        (
            "Toolbox zum Lückenschluss in der Ausbildung am Beispiel der Metall- und Elektroindustrie",
            "dwf Dortmunder Weiterbildungsforum",
        ),
        (
            "Neue Wege in der Gewinnung von Auszubildenden im Mittelständischen Einzelhandel zur Sicherung eines "
            "qualifizierten Nachwuchses",
            "Handelsverband Westfalen-Münsterland e.V.",
        ),
        (
            "Interkulturelles Coaching für Menschen mit Migrationshintergrund zu staatlich geprüften Erziehern",
            "Grieseler GmbH",
        ),
        (
            "Verbesserung des Azubi-Managements und Reduzierung der Abbrecherquote in Unternehmen",
            "Deutsche Angestellten Akademie",
        ),
        ("Duale Ausbildung plus – Aktivierung der Potenziale", "Kolping Bildungszentrum Hamm"),
        ("Meister statt Master", HELLWEG),
        ("Ausbildungsfähige Jugendliche für das Handwerk gewinnen", HELLWEG),
        ("Ausländer zu Inländern", HELLWEG),
        ("Gesichter in der Pflege", "Dortmunder Beschäftigungs- und Qualifizierungsgesellschaft"),
        (
            "Vorbereitungsmodul zur Aufnahme einer Ausbildung zum/zur Erzieher/in",
            "Werkstatt im Kreis Unna",
        ),
    ],
}
# Chapter 4, numbered there from 1 to 7; the last two are headed "Neues Handlungsfeld".
FIELDS = [
    "Ermittlung von Fachkräftebedarfen",
    NACHWUCHS,
    "Fachkräfteentwicklung in Betrieben",
    "Erhöhung des Erwerbspotenzials",
    "Erhöhung der Arbeitgeberattraktivität und der Attraktivität der Region",
    "Wirtschaft und Arbeit 4.0",
    "Qualifizierung und Arbeitsmarktintegration von Geflüchteten",
]
# Chapter 5: the focus themes as listed, and how many recommendations stand in the column of each.
THEMES = [
    ("Verringerung der Jugendarbeitslosigkeit", 8),
    ("Schaffung eines sozialen Arbeitsmarktes", 8),
    ("Fachkräftesicherung / Auf(stiegs-)qualifizierung", 5),
    ("Flüchtlinge / Integrationsmöglichkeiten in Arbeit", 5),
]
# A word of each recommendation that its column holds in that row, so that none slips into the other column.
RECOMMENDED = {
    "youth": [
        "Ausbildung",
        "Abschl",
        "abzubrechen",
        "psychisch",
        "Rechtskreise",
        "Mobilität",
        "dual",
        "Schule",
    ],
    "social_market": [
        "Familien",
        "Einfacher Arbeit",
        "Coaching",
        "ÖgB",
        "Bundesprogramm",
        "neue",
        "Flüchtlinge",
        "Förderketten",
    ],
    "skills": ["Mobilität", "Qualifizierungsberatung", "AGS", "Fachkräftelücken", "Arbeitgeber"],
    "refugees": ["Armutszuwander", "Grundqualifizierung", "niedrig", "Sprache", "Deutschunterricht"],
}
# Chapter 6, under its five headings.
PROGRAMMES = [
    "Kooperative Ausbildung an Kohlestandorten",
    "Verbundausbildung",
    "Produktionsschule.NRW",
    "Teilzeitberufsausbildung",
    "100 zusätzliche Ausbildungsplätze für Jugendliche mit Behinderungen",
    "Initiative Faire Arbeit – Fairer Wettbewerb",
    "Initiative Arbeit gestalten",
    "Potentialberatung",
    "unternehmensWert:Mensch",
    "Jugend in Arbeit plus",
    "Öffentlich geförderte Beschäftigung",
    "Arbeitslosenzentren und Erwerbslosenberatungsstellen",
    "Aufruf zur sozialräumlichen Entwicklung und Prävention",
    "Bildungsscheck",
    "Beratung zur beruflichen Entwicklung",
    "Fachkräfteprogramm",
]
# Chapter 6: what is printed, and how it is to be read.
AMOUNTS = {
    "max. 4.500 € je Ausbildungsplatz": ("Verbundausbildung", "max. 4.500 €"),
    "mindestens zwei Betrieben": ("Verbundausbildung", "mindestens 2 Betriebe"),
    "100 zusätzliche Ausbildungsplätze": (PROGRAMMES[4], "100 Ausbildungsplätze"),
    "zwei- bis dreijährige Ausbildungen": (PROGRAMMES[4], "2 bis 3 Jahre"),
    "10 bis 249 Beschäftigten": ("Potentialberatung", "10 bis 249 Personen"),
    "bis zu 10 Beschäftigten": ("unternehmensWert:Mensch", "bis zu 10 Personen"),
    "drei Strukturfonds": (PROGRAMMES[12], "3 Fonds"),
}
# Chapters 1, 3 and 4: figures of the region, likewise.
FIGURES = {
    "17 Projekte": "17 Projekte",
    "ca. 3,2 Mio. Euro": "ca. 3,2 Mio. €",
    "drei Gebietskörperschaften": "3 Gebietskörperschaften",
    "zehn kreisangehörigen Städten und Gemeinden": "10 Kommunen",
    "Etwa ein Viertel": "etwa 25 %",
    "Zwischen 20 und 30 Prozent": "20 bis 30 %",
    "Knapp die Hälfte": "knapp 50 %",
}


def plain(text):
    return text.replace("\u00a0", " ")


# ---------------------------------------------------------------- projects and fields of action


def test_projects_as_printed():
    table = project_table(FACTS)
    headings = FACTS["project_fields"].set_index("field_id")["list_title"]
    for heading, printed in PROJECTS.items():
        own = table[table["field_id"].map(headings) == heading]
        assert list(zip(own["title"], own["carrier"], strict=True)) == printed
    assert len(table) == sum(len(printed) for printed in PROJECTS.values()) == 16


def test_fields_as_printed():
    fields = FACTS["project_fields"].sort_values("position")
    assert list(fields["title"]) == FIELDS
    assert list(fields["is_new"]) == [False] * 5 + [True] * 2
    assert list(field_table(FACTS)["projects"]) == [0, 11, 3, 0, 2, 0, 0]


def test_stated_and_listed_are_both_told():
    (note,) = FACTS.notes("region_figures", figure(FACTS, "funded_projects"))
    assert "17" in note
    assert "16" in note
    assert note in field_exhibit(FACTS, LIGHT, DE).notes


def test_the_chart_draws_what_the_table_counts():
    for style in (LIGHT, DARK):
        shown = field_exhibit(FACTS, style, DE)
        assert shown.kind(FACTS) == Kind.DERIVED
        assert list(shown.figure.data[0].x) == list(shown.table["projects"]) == [11, 3, 2]
        assert list(shown.table["list_title"])[2] == "Steigerung der Arbeitgeberattraktivität"


def test_carriers():
    listed = project_exhibit(FACTS, DE)
    assert listed.title == CONCEPT + "16 Projekte von 13 Trägern"
    assert set(listed.table["carrier"]) == {
        carrier for printed in PROJECTS.values() for _, carrier in printed
    }


def test_new_fields_are_counted():
    assert aims_exhibit(FACTS, DE).title == CONCEPT + "7 Handlungsfelder bis 2020, 2 davon neu"


# ---------------------------------------------------------------- themes and recommendations


def test_themes_and_their_recommendations():
    table = recommendation_table(FACTS)
    counts = table.groupby("theme", sort=False).size()
    assert list(counts.items()) == THEMES
    assert recommendation_exhibit(FACTS, DE).title == CONCEPT + "26 Empfehlungen zu 4 Schwerpunktthemen"
    for theme_id, words in RECOMMENDED.items():
        own = table[table["theme_id"] == theme_id]
        assert list(own["position"]) == list(range(1, len(words) + 1))
        for word, text in zip(words, own["recommendation"], strict=True):
            assert word in text


# ---------------------------------------------------------------- programmes and amounts


def test_programmes_as_printed():
    table = programme_table(FACTS, DE)
    assert list(table["name"]) == PROGRAMMES
    assert list(table.groupby("area", sort=False).size()) == [5, 4, 2, 2, 3]


def test_amounts_as_printed():
    names = FACTS["programmes"].set_index("programme_id")["name"]
    rows = FACTS["programme_amounts"].to_dict("records")
    read = {row["printed"]: (names[row["programme_id"]], plain(amount_text(row, FACTS, DE))) for row in rows}
    assert read == AMOUNTS


def test_one_amount_of_money_and_no_other():
    assert with_money(FACTS) == 1
    table = programme_table(FACTS, DE).set_index("name")
    assert {name: plain(text) for name, text in table["money"].items() if text} == {
        "Verbundausbildung": "max. 4.500 €"
    }
    shown = programme_exhibit(FACTS, DE)
    assert shown.title == CONCEPT + "16 Programme, bei 1 davon ein Geldbetrag"
    written = shown.table.set_index("name")
    for name in (
        "Initiative Faire Arbeit – Fairer Wettbewerb",
        "Fachkräfteprogramm",
    ):  # no target group printed
        assert written.at[name, "target_group"] == "nicht ausgewiesen"
    assert (written["target_group"] == "nicht ausgewiesen").sum() == 2


def test_a_period_stands_with_its_amount():
    (line,) = amount_lines(FACTS, DE)["neighbourhood_call"]
    assert plain(line) == "Strukturfonds (EFRE, ESF und ELER): 3 Fonds, 2014–2020"


# ---------------------------------------------------------------- figures of the region


def test_figures_as_printed():
    rows = FACTS["region_figures"].to_dict("records")
    read = {row["printed"]: plain(amount_text(row, FACTS, DE)) for row in rows if row["printed"]}
    assert read == FIGURES


def test_what_has_no_figure_has_words_and_no_zero():
    rows = FACTS["region_figures"]
    wordy = rows["value"].isna()
    assert (wordy == (rows["statement"] != "")).all()
    assert (wordy == (rows["printed"] == "")).all()
    assert (wordy == (rows["unit_id"] == "")).all()
    assert not (rows["value"] == 0).any()
    assert figure_exhibit(FACTS, DE).title == (
        "Konzept von 2016: 24 Angaben, davon 21 zum Westfälischen Ruhrgebiet, 3 zu NRW oder ohne Gebiet; 17 stehen ohne "
        "Zahl da"
    )


def test_amounts_in_english():
    assert plain(amount_text(figure(ENGLISH, "fund_money"), ENGLISH, EN)) == "about €3.2 million"
    assert plain(amount_text(figure(ENGLISH, "dropouts"), ENGLISH, EN)) == "20 to 30%"
    assert plain(amount_text(figure(ENGLISH, "funded_projects"), ENGLISH, EN)) == "17 projects"


def test_a_note_says_which_row_it_concerns():
    notes = notes_of(FACTS, "projects", FACTS["projects"], "title", DE)
    assert any(
        note.startswith("„Führungskräfte gesund erhalten!") and "Überlastung" in note for note in notes
    )
    both = notes_of(FACTS, "project_fields", FACTS["project_fields"], "title", DE)
    assert any(note.startswith("Der Handlungsplan von 2011") for note in both)


# ---------------------------------------------------------------- links to the plan


def test_both_ends_of_every_link_exist():
    links = FACTS["theme_links"]
    for ends in (OWN_ENDS, PLAN_ENDS):
        filled = links[[end.column for end in ends]] != ""
        assert (filled.sum(axis="columns") == 1).all()
        for end in ends:
            assert set(links[end.column]) - {""} <= set(FACTS[end.table][end.key])
    assert set(links["source_id"]) == {"wr2016"}
    assert set(links["plan_source_id"]) == {"plan2026"}
    assert set(links["kind"]) == {"assigned"}


def test_each_link_stands_where_its_ends_stand():
    for row in link_table(FACTS, DE).itertuples():
        section = row.plan.split()[0]
        assert row.plan_locator.startswith(f"Abschnitt {section}")
        chapter = {"Schwerpunktthema": "Kapitel 5", "Programm": "Kapitel 6"}.get(row.own_kind)
        assert row.locator == chapter if chapter else row.locator.startswith(("Kapitel 2", "Kapitel 4."))
        assert len(row.reason) > 30


def test_every_theme_and_field_meets_the_plan():
    links = FACTS["theme_links"]
    assert set(links["theme_id"]) - {""} == set(FACTS["focus_themes"]["theme_id"])
    assert set(links["field_id"]) - {""} == set(FACTS["project_fields"]["field_id"])


def test_the_links_and_what_they_leave_out():
    shown = link_exhibit(FACTS, DE)
    assert shown.kind(FACTS) == Kind.ASSIGNED
    assert len(shown.table) == 18
    assert shown.title.startswith(CONCEPT + "14 Themen, Felder und Programme treffen auf 12 Stellen")
    assert shown.title.endswith("des Plans 2026")
    assert "galt bis 2020 und ist ausgelaufen" in shown.reading
    assert all(name in shown.reading for name in unmet(FACTS))
    assert unmet(FACTS) == [
        "Gruppenumschulungen bei Weiterbildungsträgern",
        "Betriebliche Einzelumschulungen",
        "Zukunftsorientierte Qualifizierungen",  # the concept names no KI and no IT-Sicherheit
        "Nachholen von Schulabschlüssen",
    ]
    assert {c.source_id for c in shown.citations} == {"wr2016", "plan2026"}
