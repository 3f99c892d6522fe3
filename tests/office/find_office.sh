#!/bin/sh
# Makes sure that there is what the tests of files reopen them with: LibreOffice without a screen, the tools that read
# a PDF, and a font as wide as Arial.
set -e
missing() {
    for name in soffice pdftotext fc-match; do command -v "$name" >/dev/null || return 0; done
    fc-match -f '%{family}' 'Liberation Sans' | grep -q Liberation && return 1
    return 0
}
if ! missing; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends libreoffice-impress-nogui \
        libreoffice-calc-nogui libreoffice-writer-nogui poppler-utils fontconfig fonts-liberation >/dev/null
    exit 0
fi
echo "Für die Tests der Dateien fehlt LibreOffice, poppler-utils oder fonts-liberation. Bitte installieren, zum Beispiel:" >&2
echo "sudo apt-get install --no-install-recommends libreoffice-impress-nogui libreoffice-calc-nogui \\" >&2
echo "    libreoffice-writer-nogui poppler-utils fonts-liberation" >&2
exit 1
