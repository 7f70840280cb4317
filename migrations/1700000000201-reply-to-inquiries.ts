// Keeps what the central agency prepares to reply to an inquiry, who consented and decided, and what was told; each to those whom it concerns.

export const name = 'reply-to-inquiries';

const CONTENTS = `ARRAY['no_information', 'record_exists', 'whereabouts_status', 'contact_organisation']`;

const tables = `
CREATE TABLE registry.inquiry_reply (
  id uuid CONSTRAINT inquiry_reply_pk PRIMARY KEY,
  inquiry_id uuid NOT NULL CONSTRAINT inquiry_reply_inquiry_fk REFERENCES registry.inquiry,
  organisation_id uuid NOT NULL,
  prepared_by uuid NOT NULL,
  prepared_at timestamptz NOT NULL,
  tells text[] NOT NULL CONSTRAINT inquiry_reply_tells_known CHECK (cardinality(tells) > 0 AND tells <@ ${CONTENTS}),
  person_id uuid CONSTRAINT inquiry_reply_person_fk REFERENCES registry.person,
  owner_organisation_id uuid CONSTRAINT inquiry_reply_owner_fk REFERENCES registry.organisation,
  basis text CONSTRAINT inquiry_reply_basis_known CHECK (basis IN ('person_will', 'owner_consent')),
  asker_organisation_id uuid NOT NULL CONSTRAINT inquiry_reply_asker_fk REFERENCES registry.organisation,
  purpose text NOT NULL,
  CONSTRAINT inquiry_reply_of_one_inquiry UNIQUE (id, inquiry_id),
  CONSTRAINT inquiry_reply_author_fk FOREIGN KEY (prepared_by, organisation_id) REFERENCES registry.app_user (id, organisation_id),
  CONSTRAINT inquiry_reply_nothing_about_nobody CHECK (
    ('no_information' = ANY (tells)) = (person_id IS NULL)
    AND (person_id IS NULL) = (basis IS NULL) AND (person_id IS NULL) = (owner_organisation_id IS NULL)
    AND ('no_information' <> ALL (tells) OR cardinality(tells) = 1))
);
CREATE INDEX inquiry_reply_of_inquiry ON registry.inquiry_reply (inquiry_id, prepared_at);
CREATE INDEX inquiry_reply_of_owner ON registry.inquiry_reply (owner_organisation_id, prepared_at) WHERE basis = 'owner_consent';
COMMENT ON TABLE registry.inquiry_reply IS 'never changed: another one takes its place';
COMMENT ON COLUMN registry.inquiry_reply.asker_organisation_id IS 'with the purpose, what the owner is asked about, who may not know of the inquiry';
CREATE TABLE registry.inquiry_reply_step (
  reply_id uuid NOT NULL CONSTRAINT inquiry_reply_step_reply_fk REFERENCES registry.inquiry_reply,
  number integer NOT NULL CONSTRAINT inquiry_reply_step_number_positive CHECK (number > 0),
  step text NOT NULL CONSTRAINT inquiry_reply_step_known CHECK (step IN ('consent_given', 'consent_refused', 'released', 'rejected')),
  organisation_id uuid NOT NULL,
  recorded_by uuid NOT NULL,
  recorded_at timestamptz NOT NULL,
  CONSTRAINT inquiry_reply_step_pk PRIMARY KEY (reply_id, number),
  CONSTRAINT inquiry_reply_step_author_fk FOREIGN KEY (recorded_by, organisation_id) REFERENCES registry.app_user (id, organisation_id)
);
CREATE UNIQUE INDEX inquiry_reply_step_decided_once ON registry.inquiry_reply_step (reply_id) WHERE step IN ('released', 'rejected');
CREATE TABLE registry.inquiry_told (
  reply_id uuid CONSTRAINT inquiry_told_pk PRIMARY KEY,
  turn integer GENERATED ALWAYS AS IDENTITY CONSTRAINT inquiry_told_turn_unique UNIQUE,
  inquiry_id uuid NOT NULL,
  tells text[] NOT NULL CONSTRAINT inquiry_told_tells_known CHECK (cardinality(tells) > 0 AND tells <@ ${CONTENTS}),
  status text,
  contact_organisation_id uuid CONSTRAINT inquiry_told_contact_fk REFERENCES registry.organisation,
  told_at timestamptz NOT NULL,
  CONSTRAINT inquiry_told_reply_fk FOREIGN KEY (reply_id, inquiry_id) REFERENCES registry.inquiry_reply (id, inquiry_id),
  CONSTRAINT inquiry_told_status_where_told CHECK ((status IS NOT NULL) = ('whereabouts_status' = ANY (tells))),
  CONSTRAINT inquiry_told_contact_where_told CHECK ((contact_organisation_id IS NOT NULL) = ('contact_organisation' = ANY (tells)))
);
CREATE INDEX inquiry_told_of_inquiry ON registry.inquiry_told (inquiry_id, told_at);
COMMENT ON TABLE registry.inquiry_told IS 'all that whoever asked reads: of whom it is told stands in the reply, which they do not see';
COMMENT ON COLUMN registry.inquiry_told.turn IS 'in the order of telling, which a clock may not tell';
`;

const ORGANISATION = '(SELECT registry.actor_organisation())';
const REGISTRY = '(SELECT registry.reaches_registry())';
const REPLY = (table: string, more = ''): string =>
  `(SELECT true FROM registry.inquiry_reply AS up WHERE up.id = ${table}.reply_id${more})`;

const RULES: Readonly<Record<string, { readonly see: string; readonly add: string }>> = {
  inquiry_reply: {
    see: `(organisation_id = ${ORGANISATION} OR (owner_organisation_id = ${ORGANISATION} AND basis = 'owner_consent') OR ${REGISTRY})`,
    add: `(organisation_id = ${ORGANISATION} AND prepared_by = (SELECT registry.actor_user()) AND (SELECT registry.actor_is_agency()))`,
  },
  inquiry_reply_step: {
    see: REPLY('inquiry_reply_step'),
    add: `(organisation_id = ${ORGANISATION} AND recorded_by = (SELECT registry.actor_user()) AND ${REPLY('inquiry_reply_step')})`,
  },
  inquiry_told: {
    see: `(SELECT true FROM registry.inquiry AS up WHERE up.id = inquiry_told.inquiry_id)`,
    add: REPLY('inquiry_told', ` AND up.organisation_id = ${ORGANISATION}`),
  },
};

/** The tables that are shut from here on. */
export const SHUT = Object.keys(RULES);

/** `appRole` is an already quoted identifier. */
export async function up(run: (sql: string) => Promise<void>, roles: { readonly appRole: string }): Promise<void> {
  await run(tables);
  for (const [table, { see, add }] of Object.entries(RULES))
    await run(`
CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE ON registry.${table} FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER ${table}_no_truncate BEFORE TRUNCATE ON registry.${table} FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
GRANT SELECT, INSERT ON registry.${table} TO ${roles.appRole};
ALTER TABLE registry.${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY ${table}_see ON registry.${table} FOR SELECT USING (${see});
CREATE POLICY ${table}_add ON registry.${table} FOR INSERT WITH CHECK (${add});`);
}
