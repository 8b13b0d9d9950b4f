"""Faults in what a complaint's page says: they bend its labelled list."""

import re

from scrapers.replica.faults import Fault, Met

_LIST = re.compile(r'<ul class="ts-q-list">.*?</ul>\n', re.DOTALL)


def _relabel(fault: Fault, html: str) -> str:
    label, options = f"{fault.options['label']}：", fault.options
    if fault.name == "rename_label":
        return html.replace(label, f"{options['to']}：")
    if fault.name == "drop_label":
        return re.sub(rf"<li><label>{label}</label>.*?(?=<li>|</ul>)", "", html, flags=re.DOTALL)
    if fault.name == "extra_label":
        added = f"<li><label>{label}</label> {options['value']}</li>\n"
        return _LIST.sub(lambda found: found[0].replace("</ul>", added + "</ul>"), html)
    other = f"{options['other']}："
    return html.replace(label, "\0").replace(other, label).replace("\0", other)


def _nested(html: str) -> str:
    """Take the list out of the question and put it, deeper, behind it."""
    found = _LIST.search(html)
    moved = f'<div class="ts-d-list"><div>{found[0]}</div></div>\n<div class="ts-d-steplist">' if found else ""
    return _LIST.sub("", html).replace('<div class="ts-d-steplist">', moved)


def bend_page(met: Met, html: str) -> str:
    """Bend the labelled list of a complaint page."""
    for fault in met.named("drop_label", "rename_label", "swap_labels", "extra_label"):
        html = _relabel(fault, html)
    for _ in met.named("duplicate_list"):
        html = _LIST.sub(lambda found: found[0] * 2, html)
    for _ in met.named("nested_list"):
        html = _nested(html)
    return html
