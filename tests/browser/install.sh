#!/bin/sh
# Installs what the browser tests need where it is missing: Chromium and a font with Chinese characters.
# Where neither way works the tests that need them say so by name; with CI set they fail instead of being skipped.
set -u

has_chromium() {
    command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 ||
        command -v google-chrome >/dev/null 2>&1 ||
        .venv/bin/python -c 'from tests.browser import chromium; raise SystemExit(chromium() is None)' 2>/dev/null
}

has_font() {
    command -v fc-list >/dev/null 2>&1 && [ -n "$(fc-list :lang=zh-cn family 2>/dev/null)" ]
}

if has_chromium && has_font; then exit 0; fi

if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "Installing Chromium and a Chinese font for the browser tests (apt-get) …"
    export DEBIAN_FRONTEND=noninteractive
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fontconfig fonts-noto-cjk; } \
        >/dev/null 2>&1 || echo "apt-get could not install them."
fi
if ! has_chromium; then
    echo "Installing Chromium for the browser tests (playwright) …"
    .venv/bin/python -m playwright install chromium >/dev/null 2>&1 || echo "playwright could not install it."
fi
has_chromium || echo "Missing: Chromium. The browser tests need it; the other tests run without."
has_font || echo "Missing: a font with Chinese characters, such as Noto Sans CJK. Screenshots need it."
exit 0
