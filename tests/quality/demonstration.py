"""The demonstration's complaints as a third set: invented by yet others, from templates that each count often."""

from datetime import UTC, datetime
from itertools import islice

from scrapers.categories import Classifier, Complained
from scrapers.replica.world import World
from tests.quality import Score

COMPLAINTS = 3000
_CODES = {
    "contacts_harassed": "collection.contacts_harassed",
    "threats": "collection.threats",
    "bombing": "collection.bombing",
    "employer_contacted": "collection.employer_contacted",
    "identity_hidden": "collection.identity_hidden",
    "outsourced_collection": "collection.outsourced",
    "data_leaked": "privacy.data_leaked",
    "contacts_not_given": "privacy.contacts_obtained",
    "interest_high": "cost.interest_high",
    "interest_unclear": "cost.interest_unclear",
    "fees": "cost.fees_opaque",
    "membership_fees": "cost.membership_guarantee",
    "fraud": "account.stolen",
    "account_frozen": "account.frozen",
    "payment_not_credited": "account.repayment_failed",
    "late_reminder": "service.reminder_late",
    "negotiation_refused": "service.negotiation_refused",
    "credit_record": "service.credit_record",
    "customer_service": "service.customer_service",
    "misleading_marketing": "product.misleading",
    "unrequested_loan": "product.loan_unrequested",
    "other": "other",
}


def score_demonstration(classifier: Classifier) -> Score:
    """Classify the newest of the demonstration's complaints, without the publisher's labels, and count."""
    world = World(anchor=datetime(2026, 10, 1, tzinfo=UTC))
    newest = islice(world.newest(int(world.anchor.timestamp())), COMPLAINTS)
    told = [complaint for post in newest if (complaint := world.complaint(post.number)) is not None]
    given = [Complained(title=one.text.title, claim=one.text.claim, excerpt=one.text.body) for one in told]
    result = Score()
    for one, matches in zip(told, classifier.classify(given), strict=True):
        result.add({match.category for match in matches}, {_CODES[code] for code in one.truth})
    return result
