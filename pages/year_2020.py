"""2020 als Vergleich: what the state's programme says of the pandemic year, beside the region today."""

from kompass.figures.year_2020.programme import headline
from ui import blocks
from ui.parts import year_2020
from ui.session import session

current = session()
t = current.language.text
blocks.heading(
    t("2020 als Vergleich"),
    headline(current.facts, current.language),
    t(
        "Was das Landesarbeitsmarktprogramm NRW für das Pandemiejahr nennt, neben der Region heute. "
        "Anderes Gebiet, andere Zeit: keine Zeitreihe."
    ),
)
year_2020.opening_numbers(current)
topic_id = year_2020.topic(current)
year_2020.pairs(current, topic_id)
year_2020.charts(current, topic_id)
year_2020.figures(current, topic_id)
year_2020.instruments(current, topic_id)
