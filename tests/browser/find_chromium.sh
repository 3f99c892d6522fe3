#!/bin/sh
# Makes sure that there is a Chromium for the browser tests: one on the PATH, else Debian's, else Playwright's.
set -e
for name in chromium-headless-shell chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null; then exit 0; fi
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium-headless-shell >/dev/null
    exit 0
fi
.venv/bin/playwright install chromium || {
    echo "Für die Browsertests fehlt Chromium. Bitte installieren, zum Beispiel: sudo apt-get install chromium" >&2
    exit 1
}
