"""household files in full: what joins a row that was there is empty in it (ADR 0016)

Revision ID: 0002
Revises: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "economic_check",
        sa.Column("serial", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("union", sa.String(length=32), nullable=False),
        sa.Column("union_path", sa.String(length=255), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_economic_check")),
        sa.UniqueConstraint("number", name=op.f("uq_economic_check_number")),
        sa.UniqueConstraint("serial", name=op.f("uq_economic_check_serial")),
    )
    with op.batch_alter_table("economic_check") as batch_op:
        batch_op.create_index(batch_op.f("ix_economic_check_state"), ["state"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_economic_check_union_path"), ["union_path"], unique=False
        )

    op.create_table(
        "file_import",
        sa.Column("serial", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("mode", sa.String(length=20), nullable=False),
        sa.Column("officer_id", sa.String(length=64), nullable=False),
        sa.Column("table_sha256", sa.String(length=64), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("wrong", sa.BigInteger(), nullable=False),
        sa.Column("unchanged", sa.BigInteger(), nullable=False),
        sa.Column("written", sa.BigInteger(), nullable=False),
        sa.Column("faults_kept", sa.Text(), nullable=False),
        sa.Column("union", sa.String(length=32), nullable=False),
        sa.Column("union_path", sa.String(length=255), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file_import")),
        sa.UniqueConstraint("number", name=op.f("uq_file_import_number")),
        sa.UniqueConstraint("serial", name=op.f("uq_file_import_serial")),
    )
    with op.batch_alter_table("file_import") as batch_op:
        batch_op.create_index(batch_op.f("ix_file_import_state"), ["state"], unique=False)
        batch_op.create_index(batch_op.f("ix_file_import_union_path"), ["union_path"], unique=False)

    op.create_table(
        "check_line",
        sa.Column("check_id", sa.String(length=64), nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=False),
        sa.Column("file_id", sa.String(length=64), nullable=False),
        sa.Column("union_path", sa.String(length=255), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("result_kept", sa.Text(), nullable=True),
        sa.Column("doubts", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("document_sha256", sa.String(length=64), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["check_id"],
            ["economic_check.id"],
            name=op.f("fk_check_line_check_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["file_id"],
            ["hardship_file.id"],
            name=op.f("fk_check_line_file_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_line")),
        sa.UniqueConstraint("check_id", "file_id", name=op.f("uq_check_line_check_id_file_id")),
        sa.UniqueConstraint("check_id", "line", name=op.f("uq_check_line_check_id_line")),
    )
    with op.batch_alter_table("check_line") as batch_op:
        batch_op.create_index(batch_op.f("ix_check_line_file_id"), ["file_id"], unique=False)

    op.create_table(
        "exemption",
        sa.Column("file_id", sa.String(length=64), nullable=False),
        sa.Column("round", sa.BigInteger(), nullable=False),
        sa.Column("rule", sa.String(length=40), nullable=False),
        sa.Column("found", sa.BigInteger(), nullable=False),
        sa.Column("content_digest", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("evidence", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("officer_id", sa.String(length=64), nullable=False),
        sa.Column("granted_on", sa.Date(), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"],
            ["hardship_file.id"],
            name=op.f("fk_exemption_file_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exemption")),
    )
    with op.batch_alter_table("exemption") as batch_op:
        batch_op.create_index(batch_op.f("ix_exemption_file_id"), ["file_id"], unique=False)

    op.create_table(
        "file_evidence",
        sa.Column("file_id", sa.String(length=64), nullable=False),
        sa.Column("round", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.String(length=64), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("pages", sa.BigInteger(), nullable=False),
        sa.Column("kept", sa.String(length=10), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"],
            ["hardship_file.id"],
            name=op.f("fk_file_evidence_file_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file_evidence")),
    )
    with op.batch_alter_table("file_evidence") as batch_op:
        batch_op.create_index(batch_op.f("ix_file_evidence_file_id"), ["file_id"], unique=False)

    op.create_table(
        "former_member",
        sa.Column("file_id", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("relation", sa.String(length=4), nullable=False),
        sa.Column("student", sa.Boolean(), nullable=False),
        sa.Column("minor", sa.Boolean(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"],
            ["hardship_file.id"],
            name=op.f("fk_former_member_file_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_former_member_person_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_member")),
    )
    with op.batch_alter_table("former_member") as batch_op:
        batch_op.create_index(batch_op.f("ix_former_member_file_id"), ["file_id"], unique=False)

    op.create_table(
        "home_visit",
        sa.Column("file_id", sa.String(length=64), nullable=False),
        sa.Column("round", sa.BigInteger(), nullable=False),
        sa.Column("visited_on", sa.Date(), nullable=False),
        sa.Column("conclusion", sa.String(length=20), nullable=False),
        sa.Column("content_digest", sa.String(length=64), nullable=False),
        sa.Column("findings_kept", sa.Text(), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"],
            ["hardship_file.id"],
            name=op.f("fk_home_visit_file_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_home_visit")),
    )
    with op.batch_alter_table("home_visit") as batch_op:
        batch_op.create_index(batch_op.f("ix_home_visit_file_id"), ["file_id"], unique=False)

    op.create_table(
        "import_piece",
        sa.Column("import_id", sa.String(length=64), nullable=False),
        sa.Column("place", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("forms", sa.LargeBinary(), nullable=False),
        sa.Column("made_by", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["file_import.id"],
            name=op.f("fk_import_piece_import_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("import_id", "place", name=op.f("pk_import_piece")),
    )
    with op.batch_alter_table("import_piece") as batch_op:
        batch_op.create_index(batch_op.f("ix_import_piece_made_by"), ["made_by"], unique=False)

    op.create_table(
        "kin",
        sa.Column("person_id", sa.String(length=64), nullable=False),
        sa.Column("kin_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("relation", sa.String(length=4), nullable=False),
        sa.Column("declared_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["kin_id"],
            ["person.id"],
            name=op.f("fk_kin_kin_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_kin_person_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kin")),
    )
    with op.batch_alter_table("kin") as batch_op:
        batch_op.create_index(batch_op.f("ix_kin_kin_id"), ["kin_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_kin_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            "uq_kin_standing",
            ["person_id", "kin_id"],
            unique=True,
            postgresql_where=sa.text("ended_on IS NULL"),
            sqlite_where=sa.text("ended_on IS NULL"),
        )

    op.create_table(
        "resemblance",
        sa.Column("file_id", sa.String(length=64), nullable=False),
        sa.Column("other_id", sa.String(length=64), nullable=False),
        sa.Column("grounds", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("facts_digest", sa.String(length=64), nullable=False),
        sa.Column("verdict", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("officer_id", sa.String(length=64), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"],
            ["hardship_file.id"],
            name=op.f("fk_resemblance_file_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["other_id"],
            ["hardship_file.id"],
            name=op.f("fk_resemblance_other_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resemblance")),
    )
    with op.batch_alter_table("resemblance") as batch_op:
        batch_op.create_index(batch_op.f("ix_resemblance_file_id"), ["file_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_resemblance_other_id"), ["other_id"], unique=False)

    op.create_table(
        "sample",
        sa.Column("serial", sa.String(length=32), nullable=False),
        sa.Column("of_union", sa.String(length=64), nullable=False),
        sa.Column("rate", sa.String(length=16), nullable=False),
        sa.Column("seed", sa.String(length=64), nullable=False),
        sa.Column("population", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("drawn", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("drawn_on", sa.Date(), nullable=False),
        sa.Column("union", sa.String(length=32), nullable=False),
        sa.Column("union_path", sa.String(length=255), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["of_union"],
            ["trade_union.id"],
            name=op.f("fk_sample_of_union"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sample")),
        sa.UniqueConstraint("number", name=op.f("uq_sample_number")),
        sa.UniqueConstraint("serial", name=op.f("uq_sample_serial")),
    )
    with op.batch_alter_table("sample") as batch_op:
        batch_op.create_index(batch_op.f("ix_sample_union_path"), ["union_path"], unique=False)

    op.create_table(
        "transfer",
        sa.Column("serial", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("file_id", sa.String(length=64), nullable=False),
        sa.Column("to_union", sa.String(length=64), nullable=False),
        sa.Column("to_path", sa.String(length=255), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("union", sa.String(length=32), nullable=False),
        sa.Column("union_path", sa.String(length=255), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"],
            ["hardship_file.id"],
            name=op.f("fk_transfer_file_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["to_union"],
            ["trade_union.id"],
            name=op.f("fk_transfer_to_union"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfer")),
        sa.UniqueConstraint("number", name=op.f("uq_transfer_number")),
        sa.UniqueConstraint("serial", name=op.f("uq_transfer_serial")),
    )
    with op.batch_alter_table("transfer") as batch_op:
        batch_op.create_index(batch_op.f("ix_transfer_file_id"), ["file_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_transfer_state"), ["state"], unique=False)
        batch_op.create_index(batch_op.f("ix_transfer_to_path"), ["to_path"], unique=False)
        batch_op.create_index(batch_op.f("ix_transfer_union_path"), ["union_path"], unique=False)
        batch_op.create_index(
            "uq_transfer_open_file",
            ["file_id"],
            unique=True,
            postgresql_where=sa.text("live"),
            sqlite_where=sa.text("live"),
        )

    op.create_table(
        "recheck",
        sa.Column("serial", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("file_id", sa.String(length=64), nullable=False),
        sa.Column("sample_id", sa.String(length=64), nullable=True),
        sa.Column("findings", sa.Text(), nullable=True),
        sa.Column("round", sa.BigInteger(), nullable=True),
        sa.Column("content_digest", sa.String(length=64), nullable=True),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("union", sa.String(length=32), nullable=False),
        sa.Column("union_path", sa.String(length=255), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"],
            ["hardship_file.id"],
            name=op.f("fk_recheck_file_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["sample_id"],
            ["sample.id"],
            name=op.f("fk_recheck_sample_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recheck")),
        sa.UniqueConstraint("number", name=op.f("uq_recheck_number")),
        sa.UniqueConstraint("serial", name=op.f("uq_recheck_serial")),
    )
    with op.batch_alter_table("recheck") as batch_op:
        batch_op.create_index(batch_op.f("ix_recheck_file_id"), ["file_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_recheck_sample_id"), ["sample_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_recheck_state"), ["state"], unique=False)
        batch_op.create_index(batch_op.f("ix_recheck_union_path"), ["union_path"], unique=False)
        batch_op.create_index(
            "uq_recheck_open_file",
            ["file_id", "reason"],
            unique=True,
            postgresql_where=sa.text("live"),
            sqlite_where=sa.text("live"),
        )

    op.create_table(
        "visit_signature",
        sa.Column("file_id", sa.String(length=64), nullable=False),
        sa.Column("visit_id", sa.String(length=64), nullable=False),
        sa.Column("officer_id", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"],
            ["hardship_file.id"],
            name=op.f("fk_visit_signature_file_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_visit_signature_person_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"],
            ["home_visit.id"],
            name=op.f("fk_visit_signature_visit_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_signature")),
        sa.UniqueConstraint(
            "visit_id", "person_id", name=op.f("uq_visit_signature_visit_id_person_id")
        ),
    )
    with op.batch_alter_table("visit_signature") as batch_op:
        batch_op.create_index(batch_op.f("ix_visit_signature_file_id"), ["file_id"], unique=False)

    with op.batch_alter_table("hardship_file") as batch_op:
        batch_op.add_column(sa.Column("path", sa.JSON(none_as_null=True), nullable=True))
        batch_op.add_column(sa.Column("place", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("round", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("reason", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("told_missing", sa.JSON(none_as_null=True), nullable=True))
        batch_op.add_column(sa.Column("proposed_kept", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("minutes_kept", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("phone_digest", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("address_digest", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("notice_id", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("check_id", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("import_id", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("declared_category", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("confirmed_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("reverify_by", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("ended_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("monitored_until", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("keep_until", sa.Date(), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_hardship_file_address_digest"), ["address_digest"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_hardship_file_import_id"), ["import_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_hardship_file_monitored_until"), ["monitored_until"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_hardship_file_phone_digest"), ["phone_digest"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_hardship_file_reverify_by"), ["reverify_by"], unique=False
        )

    with op.batch_alter_table("member") as batch_op:
        batch_op.add_column(sa.Column("sex", sa.String(length=1), nullable=True))
        batch_op.add_column(sa.Column("particulars_kept", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("likeness_digest", sa.String(length=64), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_member_likeness_digest"), ["likeness_digest"], unique=False
        )

    with op.batch_alter_table("notice_line") as batch_op:
        batch_op.add_column(sa.Column("file_id", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("category", sa.String(length=20), nullable=True))
        batch_op.alter_column("application_id", nullable=True)
        batch_op.alter_column("award_fen", nullable=True)
        batch_op.create_index(batch_op.f("ix_notice_line_file_id"), ["file_id"], unique=False)
        batch_op.create_unique_constraint(
            batch_op.f("uq_notice_line_notice_id_file_id"), ["notice_id", "file_id"]
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_notice_line_one_case"), "(application_id IS NULL) <> (file_id IS NULL)"
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_notice_line_file_id"),
            "hardship_file",
            ["file_id"],
            ["id"],
            initially="DEFERRED",
            deferrable=True,
        )

    with op.batch_alter_table("objection") as batch_op:
        batch_op.add_column(sa.Column("file_id", sa.String(length=64), nullable=True))
        batch_op.alter_column("application_id", nullable=True)
        batch_op.create_index(batch_op.f("ix_objection_file_id"), ["file_id"], unique=False)


def downgrade() -> None:
    raise RuntimeError("files in full are not undone: restore a backup instead")
