"""The head of the HTML page: scripts that mend what Streamlit does or does not say, and what links to it say."""

import json
from html import escape

from dashboard.front.previews import Preview
from dashboard.gate.costs import TOO_MUCH
from dashboard.menu import PAGES
from dashboard.text import LANGUAGES, Words, words

# After a click in the menu Streamlit pushes the page's bare path, and our parameters as a second step when the script
# has run; Back would then stop at the bare path, which gets its parameters again. So parameters complete a bare path.
# And another page begins at its top, wherever the last one was left. Who went back while the page they left still had
# answers on the way would be led there again by these: until they touch anything, no page but theirs makes a step.
WHOLE_STEPS = """<script>
const push = history.pushState.bind(history);
let wentBack = false;
addEventListener("popstate", () => { wentBack = true; }, true);
for (const act of ["pointerdown", "keydown", "click"]) addEventListener(act, () => { wentBack = false; }, true);
history.pushState = (state, title, url) => {
  const next = new URL(url, location.href);
  const isOther = next.pathname !== location.pathname;
  if (isOther && wentBack) return;
  if (isOther) document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
  const completes = !isOther && (wentBack || next.search && !location.search);
  if (completes) history.replaceState(state, title, url); else push(state, title, url);
};
</script>"""
# Streamlit would look for its server below the page's path first, and the browser would log an error for each try.
ONE_SERVER = f"""<script>
window.__streamlit = {{
  BACKEND_BASE_URL: location.origin + location.pathname.replace(/\\/(?:{"|".join(PAGES)})?\\/*$/, "") + "/",
}};
</script>"""
# What an address points at inside a page comes long after the page itself, so the browser looks for it in vain.
TO_PLACE = """<script>
if (location.hash.length > 1) new MutationObserver((_, looking) => {
  const place = document.getElementById(location.hash.slice(1));
  if (!place) return;
  looking.disconnect();
  place.scrollIntoView();
  setTimeout(() => place.scrollIntoView(), 1000);
}).observe(document, {childList: true, subtree: true});
</script>"""
# A page that asked for too much is cut off, and says so until Streamlit has connected it anew; then it goes on.
CUT_OFF = """<script>{
const Native = window.WebSocket;
window.WebSocket = class extends Native {
  constructor(...asked) {
    super(...asked);
    this.addEventListener("close", (closed) => {
      if (closed.code !== CODE) return;
      const said = document.createElement("div");
      said.setAttribute("role", "alert");
      said.style.cssText = "position:fixed;inset:auto 0 0;z-index:9999999;padding:1rem;text-align:center;"
        + "font:1rem/1.5 sans-serif;background:#8a5a00;color:#fff";
      said.textContent = SENTENCE;
      document.body.append(said);
      setTimeout(() => said.remove(), 15000);
    });
  }
};
}</script>"""
LONGEST = 300  # more than any reader of previews shows


def _meta(name: str, value: str, key: str = "property") -> str:
    return f'<meta {key}="{name}" content="{escape(value)}">'


def _link(relation: str, address: str, **more: str) -> str:
    kept = "".join(f' {name}="{escape(value)}"' for name, value in more.items())
    return f'<link rel="{relation}"{kept} href="{escape(address)}">'


def _said(page: str, found: Preview, site: str, said: Words) -> list[str]:
    address, about = f"{site}/{found.view(page, said.code)}", found.about[:LONGEST]
    tags = [
        _meta("description", about, "name"),
        _meta("og:type", "website"),
        _meta("og:site_name", said.say("Tousu Watch")),
        _meta("og:locale", {"zh-Hans": "zh_CN", "zh-Hant": "zh_TW", "en": "en_GB"}[said.code]),
        _meta("og:title", found.title),
        _meta("og:description", about),
        _meta("og:url", address),
        _link("canonical", address),
        *(_link("alternate", f"{site}/{found.view(page, code)}", hreflang=code) for code in LANGUAGES),
        _meta("twitter:card", "summary_large_image" if found.picture else "summary", "name"),
    ]
    if (image := found.image(said)) is not None:
        tags += [_meta("og:image", f"{site}/{image}"), _meta("og:image:alt", found.title)]
    return tags


def _feed(said: Words) -> str:
    """What tells readers of feeds where ours is."""
    title = words(said.code).say("Tousu Watch")
    return _link("alternate", f"./feed.atom?lang={said.code}", type="application/atom+xml", title=title)


def _cut_off(said: Words) -> str:
    sentence = said.say(
        "This page asked for too much at once and was cut off for a moment."
        " It goes on by itself; no number was changed."
    )
    written = json.dumps(sentence, ensure_ascii=False).replace("<", "\\u003c")
    return CUT_OFF.replace("CODE", str(TOO_MUCH)).replace("SENTENCE", written)


def head(page: str, found: Preview, site: str, said: Words) -> tuple[bytes, bytes]:
    """The title, and what comes first in the head; all of it escaped."""
    title = f"<title>{escape(found.title)} · {escape(said.say('Tousu Watch'))}</title>"
    parts = [WHOLE_STEPS, ONE_SERVER, TO_PLACE, _cut_off(said), _feed(said), *_said(page, found, site, said)]
    return title.encode(), "".join(parts).encode()
