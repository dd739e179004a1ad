"""Every table of the house, for migrations: importing this fills Base.metadata."""

import app.accounts.models
import app.congress.look.models
import app.congress.models
import app.digests.models
import app.jobs.models
import app.journal.models
import app.mail.models
import app.mailings.models
import app.programme.models
import badges.certificates.models
import badges.checkin.models
import badges.designs.models
import badges.gates.models
import badges.models
import badges.prints.models
import badges.sheets.models
import forums.dialogue.models
import forums.marketplace.models
import forums.marketplace.placing.models
import forums.marketplace.plan.models
import forums.marketplace.visits.models
import forums.recommendations.models
import forums.tables.models
import registration.doubles.models
import registration.exchange.models
import registration.fees.models
import registration.fields.models
import registration.invitations.models
import registration.organisations.models
import registration.participants.models
import registration.places.models
import registration.privacy.models
import registration.substitutes.models
from app.orm import Base

metadata = Base.metadata
