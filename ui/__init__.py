"""What binds the library to Streamlit: session, blocks, controls, theme."""
