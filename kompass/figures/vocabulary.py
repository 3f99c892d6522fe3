"""What the codes of the tables are called: one word per code of the data package's closed lists."""

from __future__ import annotations

from kompass.language import N_, Language

WORDS = {
    # how exact, and when
    "exact": N_("genau"),
    "rounded": N_("gerundet"),
    "approximate": N_("ungefähr"),
    "day": N_("Stichtag"),
    "month": N_("Monat"),
    "year": N_("Jahr"),
    "year_average": N_("Jahresdurchschnitt"),
    "plan_year": N_("Planjahr"),
    "not_stated": N_("nicht angegeben"),
    # what sort of figure, what sort of place
    "official": N_("amtlich"),
    "plan": N_("Plan"),
    "derived": N_("eigene Rechnung"),
    "fbw": N_("Weiterbildung (FbW)"),
    "employee_training": N_("Weiterbildung Beschäftigter"),
    "higher": N_("höher"),
    "lower": N_("niedriger"),
    "none": N_("keine Richtung"),
    # areas
    "country": N_("Staat"),
    "state": N_("Land"),
    "agency_district": N_("Agenturbezirk"),
    "district": N_("Kreis"),
    "job_centre": N_("Jobcenter"),
    # forecasts
    "gdp_change": N_("Bruttoinlandsprodukt"),
    "employed_change": N_("Erwerbstätige"),
    "labour_supply_change": N_("Erwerbspersonenpotenzial"),
    "unemployed_change": N_("Arbeitslose"),
    "unemployment_rate": N_("Arbeitslosenquote"),
    "employment_outlook": N_("Beschäftigung"),
    "unemployment_outlook": N_("Arbeitslosigkeit"),
    # people
    "sex": N_("Geschlecht"),
    "age": N_("Alter"),
    "requirement_level": N_("Anforderungsniveau"),
    "nationality": N_("Nationalität"),
    "qualification": N_("Berufsabschluss"),
    "working_time": N_("Arbeitszeit"),
    "need": N_("Bedarf"),
    "barrier": N_("Hürde"),
    "measure": N_("Maßnahme"),
    "responsibility": N_("Zuständigkeit"),
    "aim": N_("Ziel"),
    "figure": N_("Zahl"),
    # training goals, outlook of a class
    "adaptation": N_("Anpassung"),
    "degree": N_("Berufsabschluss"),
    "future": N_("Zukunft"),
    "school": N_("Schulabschluss"),
    "chances": N_("Chancen überwiegen"),
    "balanced": N_("ausgeglichen"),
    "risks": N_("Risiken überwiegen"),
    # what shapes a region
    "industry": N_("Branchen"),
    "economic_structure": N_("Wirtschaftsstruktur"),
    "research": N_("Forschung"),
    "structural_change": N_("Strukturwandel"),
    "energy": N_("Energie"),
    "tourism": N_("Tourismus"),
    "location": N_("Lage"),
    "accessibility": N_("Erreichbarkeit"),
    "public_transport": N_("Nahverkehr"),
    "history": N_("Geschichte"),
    "demography": N_("Demografie"),
    "labour_market": N_("Arbeitsmarkt"),
    "commuting": N_("Pendeln"),
    # how a comparison key weighs
    "value": N_("Wert"),
    "gap_to_state": N_("Abstand zu NRW"),
    "equal": N_("gleich"),
    # the programme of 2020: what a figure refers to, who carries an instrument, what compares with today
    "previous_year": N_("gegen das Vorjahr"),
    "same_month": N_("gegen den Vorjahresmonat"),
    "same_period": N_("gegen denselben Zeitraum des Vorjahres"),
    "of_employees": N_("der Beschäftigungs­verhältnisse"),
    "of_training_costs": N_("der Kosten der Weiterbildung"),
    "apprenticeship_market": N_("Ausbildungsmarkt"),
    "jobseekers": N_("Arbeitsuchende, Arbeitslose, Leistungsbeziehende"),
    "employers_and_employees": N_("Betriebe und Beschäftigte"),
    "prospects": N_("Chancen und Perspektiven"),
    "federal": N_("Bund"),
    "federal_and_state": N_("Bund und Land"),
    "law": N_("gesetzliche Leistung"),
    "state_esf": N_("Land, mit Mitteln des ESF"),
    "state_and_agency": N_("Land und Bundesagentur für Arbeit"),
    "employment_agency": N_("Bundesagentur für Arbeit"),
    "agencies_and_job_centres": N_("Agenturen für Arbeit und Jobcenter"),
    "training_partners": N_("Ausbildungskonsens NRW und Partner"),
    "relative_change": N_("nur als relative Veränderung vergleichbar"),
    "not_comparable": N_("nicht vergleichbar"),
    "no_counterpart": N_("ohne Gegenstück"),
}


def word(code: str, language: Language) -> str:
    """The word for a code; a code that is a word already stays."""
    return language.text(WORDS.get(code, code))
