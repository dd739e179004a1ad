"""What the guests' pages bring to the house."""

from datetime import timedelta

from app.feature import Feature, Routine
from app.front import (
    answers,
    ballots,
    booklet,
    certificates,
    contact_letters,
    forum_voice,
    group_further,
    groups,
    harvested,
    invitation_letters,
    invited,
    invoice_letters,
    invoices,
    jury,
    market,
    market_paper,
    moderator_letter,
    own_contacts,
    own_data,
    own_seat,
    own_stand,
    personal,
    place_letter,
    proof_papers,
    recommendation_files,
    recommendation_letters,
    recommendations,
    registering,
    stand_letters,
    stands,
    substitute_letters,
    substitutes,
    tables,
    tables_letter,
)
from app.front.jobs import lapse_overdue
from app.front.mails import MAILS

FRONT = Feature(
    name="front",
    blueprints=(
        booklet.blueprint,
        certificates.own_blueprint,
        certificates.blueprint,
        registering.blueprint,
        personal.blueprint,
        tables.blueprint,
        recommendations.blueprint,
        market.blueprint,
        market_paper.blueprint,
        recommendation_files.blueprint,
        forum_voice.blueprint,
        harvested.blueprint,
        ballots.blueprint,
        answers.blueprint,
        stands.blueprint,
        own_stand.blueprint,
        jury.blueprint,
        invited.blueprint,
        groups.blueprint,
        groups.own_blueprint,
        group_further.blueprint,
        substitutes.own_blueprint,
        substitutes.blueprint,
        own_data.own_blueprint,
        own_seat.blueprint,
        own_contacts.blueprint,
        own_data.blueprint,
        invoices.blueprint,
        proof_papers.blueprint,
    ),
    mails=MAILS
    | recommendation_letters.MAILS
    | substitute_letters.MAILS
    | invitation_letters.MAILS
    | invoice_letters.MAILS
    | tables_letter.MAILS
    | place_letter.MAILS
    | moderator_letter.MAILS
    | stand_letters.MAILS
    | contact_letters.MAILS
    | certificates.MAILS,
    routines=(Routine("lapse", lapse_overdue, every=timedelta(minutes=1)),),
)
