"""prices invoices and payments."""

import sqlalchemy as sa
from alembic import op

import app.orm

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('fee_terms',
    sa.Column('congress_id', sa.Integer(), nullable=False),
    sa.Column('sender', sa.Text(), nullable=False),
    sa.Column('tax_number', sa.String(length=60), nullable=False),
    sa.Column('tax_note', sa.JSON(), nullable=False),
    sa.Column('holder', sa.String(length=70), nullable=False),
    sa.Column('iban', sa.String(length=34), nullable=False),
    sa.Column('bic', sa.String(length=11), nullable=False),
    sa.Column('due_days', sa.Integer(), nullable=False),
    sa.Column('reminder_days', sa.Integer(), nullable=False),
    sa.Column('last_number', sa.Integer(), nullable=False),
    sa.CheckConstraint('due_days > 0 AND reminder_days > 0', name=op.f('ck_fee_terms_days_are_positive')),
    sa.ForeignKeyConstraint(['congress_id'], ['congress.id'], name=op.f('fk_fee_terms_congress_id_congress'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('congress_id', name=op.f('pk_fee_terms'))
    )
    op.create_table('price',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('congress_id', sa.Integer(), nullable=False),
    sa.Column('category', sa.String(length=20), nullable=False),
    sa.Column('cents', sa.Integer(), nullable=False),
    sa.CheckConstraint('cents > 0', name=op.f('ck_price_cents_are_positive')),
    sa.ForeignKeyConstraint(['congress_id'], ['congress.id'], name=op.f('fk_price_congress_id_congress'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_price')),
    sa.UniqueConstraint('congress_id', 'category', name=op.f('uq_price_congress_id_category'))
    )
    op.create_table('invoice',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('congress_id', sa.Integer(), nullable=False),
    sa.Column('participant_id', sa.Integer(), nullable=True),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('reference', sa.String(length=25), nullable=False),
    sa.Column('category', sa.String(length=20), nullable=False),
    sa.Column('cents', sa.Integer(), nullable=False),
    sa.Column('paid_cents', sa.Integer(), nullable=False),
    sa.Column('address', sa.Text(), nullable=False),
    sa.Column('issued_on', sa.Date(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('reminded_at', app.orm.UtcDateTime(timezone=True), nullable=True),
    sa.Column('reminders', sa.Integer(), nullable=False),
    sa.Column('cancelled_at', app.orm.UtcDateTime(timezone=True), nullable=True),
    sa.CheckConstraint('cents > 0', name=op.f('ck_invoice_cents_are_positive')),
    sa.CheckConstraint('paid_cents >= 0', name=op.f('ck_invoice_paid_not_negative')),
    sa.ForeignKeyConstraint(['congress_id'], ['congress.id'], name=op.f('fk_invoice_congress_id_congress'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['participant_id'], ['participant.id'], name=op.f('fk_invoice_participant_id_participant'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_invoice')),
    sa.UniqueConstraint('congress_id', 'number', name=op.f('uq_invoice_congress_id_number')),
    sa.UniqueConstraint('participant_id', name=op.f('uq_invoice_participant_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_invoice_public_id')),
    sa.UniqueConstraint('reference', name=op.f('uq_invoice_reference'))
    )
    op.create_table('payment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('congress_id', sa.Integer(), nullable=False),
    sa.Column('invoice_id', sa.Integer(), nullable=True),
    sa.Column('key', sa.String(length=64), nullable=False),
    sa.Column('booked_on', sa.Date(), nullable=False),
    sa.Column('cents', sa.Integer(), nullable=False),
    sa.Column('payer', sa.String(length=200), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('entered_at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.Column('is_put_aside', sa.Boolean(), nullable=False),
    sa.CheckConstraint('cents <> 0', name=op.f('ck_payment_cents_are_not_nothing')),
    sa.ForeignKeyConstraint(['congress_id'], ['congress.id'], name=op.f('fk_payment_congress_id_congress'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['invoice_id'], ['invoice.id'], name=op.f('fk_payment_invoice_id_invoice'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_payment')),
    sa.UniqueConstraint('congress_id', 'key', name=op.f('uq_payment_congress_id_key')),
    sa.UniqueConstraint('public_id', name=op.f('uq_payment_public_id'))
    )
    with op.batch_alter_table('payment', schema=None) as batch_op:
        batch_op.create_index('ix_payment_invoice_id', ['invoice_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('payment', schema=None) as batch_op:
        batch_op.drop_index('ix_payment_invoice_id')

    op.drop_table('payment')
    op.drop_table('invoice')
    op.drop_table('price')
    op.drop_table('fee_terms')
