"""Headless LibreOffice for tests: files converted in one run, with a profile of its own."""

import subprocess


def convert(paths, target, folder):
    """Convert files to the format ``target`` into ``folder``; gives the new files in the same order."""
    profile = folder / "profile"
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    command += ["--convert-to", target, "--outdir", str(folder), *map(str, paths)]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    made = [folder / f"{path.stem}.{target.partition(':')[0]}" for path in paths]
    assert all(path.is_file() for path in made)
    return made
