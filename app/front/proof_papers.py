"""A proof of erasure on paper: for whoever asked, by its number, and for the organisers' files."""

from io import BytesIO

from flask import Blueprint, Response, g
from flask_babel import gettext

from app import clock, i18n
from app.accounts.guards import needs
from app.accounts.models import Part
from app.congress.models import Congress
from app.db import reading
from app.orm import in_language
from app.web.languages import page_language
from badges.letterhead import letterhead_of
from badges.proof import ProofPaper, write_proof
from registration.privacy import proofs, queries
from registration.privacy.models import Erasure
from registration.privacy.words import REASONS

blueprint = Blueprint("erasure_papers", __name__)


@blueprint.get("/organise/<congress>/privacy/erasures/<proof>/proof.pdf")
@needs(Part.ORGANISER)
def proof_pdf(congress: str, proof: str) -> Response:  # noqa: ARG001 -- the guard reads it from the address
    return as_pdf(queries.erasure(reading(), g.congress.id, proof), g.congress)


def as_pdf(proof: Erasure, congress: Congress) -> Response:
    """Write the proof in the reader's language. It holds numbers only, so that it may lie in any file."""
    language = page_language()
    out = BytesIO()
    paper = ProofPaper(
        title=gettext("Proof of erasure"),
        facts=_facts(proof, congress, language),
        heading=gettext("What was erased"),
        erased=[(label, str(number)) for label, number in proofs.kinds(proof)],
        notes=[
            gettext(
                "This paper names nobody. Whoever knows the number finds the same proof on the page of the congress."
            ),
            gettext(
                "Mails that had gone out are with whoever got them. Backups made before keep the data until they are replaced; "
                "a backup that is restored is erased again at once."
            ),
        ],
        language=language,
        created=clock.now(),
    )
    write_proof(paper, out=out, letterhead=letterhead_of(reading(), congress.id))
    response = Response(out.getvalue(), mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="erasure-{proof.public_id}.pdf"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _facts(proof: Erasure, congress: Congress, language: str) -> list[tuple[str, str]]:
    asked = i18n.moment(proof.asked_at, congress.zone, language) if proof.asked_at else ""
    facts = [
        (gettext("Number"), proof.public_id),
        (gettext("Congress"), in_language(congress.title, language)),
        (
            gettext("Controller"),
            ", ".join(one["name"] for one in congress.controllers or []) or ", ".join(congress.hosts),
        ),
        (gettext("Asked on"), asked),
        (gettext("Erased on"), i18n.moment(proof.at, congress.zone, language)),
        (gettext("Why"), str(REASONS[proof.reason])),
    ]
    return [fact for fact in facts if fact[1]]
