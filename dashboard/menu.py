"""The pages there are, in the order of the menu: the path of each is its file's name. The first is the site's own."""

from dashboard.text import later

PAGES = {
    "overview": later("Overview"),
    "categories": later("Categories"),
    "platform": later("One platform"),
    "thresholds": later("Thresholds"),
    "data": later("Data"),
    "method": later("Method"),
    "maintenance": later("Maintenance"),
}
FIRST = next(iter(PAGES))
GONE = "gone"  # the parameter in which the first page is told of an address that was asked for in vain
LONGEST_GONE = 60
