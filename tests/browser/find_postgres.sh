#!/bin/sh
# Makes sure that there is a PostgreSQL for the tests of rounds: one on the PATH, or Debian's.
set -e
if command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq postgresql >/dev/null
    exit 0
fi
echo "Für die Tests der Runden fehlt PostgreSQL. Bitte installieren, zum Beispiel: sudo apt-get install postgresql" >&2
exit 1
