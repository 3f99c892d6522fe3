"""The pages of a round: phone, wall, moderator. No Streamlit: a phone in a full Wi-Fi gets two small files."""
