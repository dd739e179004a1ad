"""How places in forums change hands once they are told: what is asked of the database."""
