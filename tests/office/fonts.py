"""Where the font lies that is as wide as Arial."""

import subprocess
from functools import cache


@cache
def liberation(bold):
    style = "bold" if bold else "regular"
    found = subprocess.run(
        ["fc-match", "-f", "%{file}", f"Liberation Sans:style={style}"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    assert "Liberation" in found, "tests/office/find_office.sh installs it"
    return found
