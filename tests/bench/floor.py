"""The floor of the benchmark: an empty fragment with one number field that says its number."""

import streamlit as st


@st.fragment
def echo() -> None:
    value = st.number_input("x", 0, 5000, 353, key="x")
    st.html(f"<h1>{value:+d}</h1>")


echo()
