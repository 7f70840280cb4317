// Creates what is known of the files of evidence, requests for restricted ones with their steps, and downloads; shuts their rows.

export const name = 'keep-evidence-files';

const ORGANISATION = '(SELECT registry.actor_organisation())';
const USER = '(SELECT registry.actor_user())';
const REGISTRY = '(SELECT registry.reaches_registry())';

/** What is in a file is sealed in the vault under its id: nothing of it stands here. */
const tables = `
CREATE TABLE registry.evidence_file (
  id uuid CONSTRAINT evidence_file_pk PRIMARY KEY,
  item_id uuid NOT NULL CONSTRAINT evidence_file_item_fk REFERENCES registry.evidence_item,
  organisation_id uuid NOT NULL,
  access text NOT NULL CONSTRAINT evidence_file_access CHECK (access IN ('open', 'restricted')),
  media_type text NOT NULL,
  bytes integer NOT NULL CONSTRAINT evidence_file_bytes CHECK (bytes BETWEEN 1 AND 4194304),
  sha256 text NOT NULL CONSTRAINT evidence_file_sha256_form CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  added_by uuid NOT NULL,
  added_at timestamptz NOT NULL,
  CONSTRAINT evidence_file_author_fk FOREIGN KEY (added_by, organisation_id) REFERENCES registry.app_user (id, organisation_id),
  CONSTRAINT evidence_file_one_of_access UNIQUE (item_id, access)
);
CREATE TABLE registry.evidence_file_request (
  id uuid CONSTRAINT evidence_file_request_pk PRIMARY KEY,
  file_id uuid NOT NULL CONSTRAINT evidence_file_request_file_fk REFERENCES registry.evidence_file,
  requested_by uuid NOT NULL,
  organisation_id uuid NOT NULL,
  purpose text NOT NULL CONSTRAINT evidence_file_request_purpose CHECK (purpose IN ('assessment', 'identification', 'family_contact', 'medical')),
  reason text NOT NULL CONSTRAINT evidence_file_request_reason_length CHECK (length(reason) BETWEEN 10 AND 2000),
  days integer NOT NULL CONSTRAINT evidence_file_request_days CHECK (days BETWEEN 1 AND 30),
  single_use boolean NOT NULL,
  requested_at timestamptz NOT NULL,
  CONSTRAINT evidence_file_request_author_fk FOREIGN KEY (requested_by, organisation_id) REFERENCES registry.app_user (id, organisation_id)
);
CREATE INDEX evidence_file_request_file ON registry.evidence_file_request (file_id);
CREATE INDEX evidence_file_request_author ON registry.evidence_file_request (requested_by, requested_at DESC, id DESC);
CREATE TABLE registry.evidence_file_request_step (
  request_id uuid NOT NULL CONSTRAINT evidence_file_request_step_request_fk REFERENCES registry.evidence_file_request,
  number integer NOT NULL CONSTRAINT evidence_file_request_step_number_positive CHECK (number > 0),
  step text NOT NULL CONSTRAINT evidence_file_request_step_step CHECK (step IN ('approved', 'refused', 'withdrawn', 'revoked')),
  single_use boolean,
  ends_at timestamptz,
  reason text CONSTRAINT evidence_file_request_step_reason_length CHECK (length(reason) BETWEEN 3 AND 1000),
  recorded_by uuid NOT NULL CONSTRAINT evidence_file_request_step_recorded_by_fk REFERENCES registry.app_user,
  recorded_at timestamptz NOT NULL,
  CONSTRAINT evidence_file_request_step_pk PRIMARY KEY (request_id, number),
  CONSTRAINT evidence_file_request_step_terms CHECK (CASE WHEN step = 'approved'
    THEN num_nulls(single_use, ends_at) = 0 AND reason IS NULL AND ends_at > recorded_at AND ends_at <= recorded_at + interval '30 days'
    ELSE num_nonnulls(single_use, ends_at) = 0 AND reason IS NOT NULL END)
);
COMMENT ON COLUMN registry.evidence_file_request_step.ends_at IS 'of an approval: when what it grants is over';
CREATE UNIQUE INDEX evidence_file_request_approved_once ON registry.evidence_file_request_step (request_id) WHERE step = 'approved';
CREATE UNIQUE INDEX evidence_file_request_closed_once ON registry.evidence_file_request_step (request_id) WHERE step <> 'approved';
CREATE TABLE registry.evidence_file_download (
  id uuid CONSTRAINT evidence_file_download_pk PRIMARY KEY,
  file_id uuid NOT NULL CONSTRAINT evidence_file_download_file_fk REFERENCES registry.evidence_file,
  user_id uuid NOT NULL CONSTRAINT evidence_file_download_user_fk REFERENCES registry.app_user,
  request_id uuid CONSTRAINT evidence_file_download_request_fk REFERENCES registry.evidence_file_request,
  single_use boolean NOT NULL,
  downloaded_at timestamptz NOT NULL,
  CONSTRAINT evidence_file_download_single_use_requested CHECK (NOT single_use OR request_id IS NOT NULL)
);
COMMENT ON COLUMN registry.evidence_file_download.request_id IS 'whose grant allowed it; null for an open file, and for the organisation of the item';
CREATE INDEX evidence_file_download_file ON registry.evidence_file_download (file_id);
CREATE INDEX evidence_file_download_of_request ON registry.evidence_file_download (request_id) WHERE request_id IS NOT NULL;
CREATE UNIQUE INDEX evidence_file_download_single_use ON registry.evidence_file_download (request_id) WHERE single_use;
`;

/** True or nothing, and never a join; what the row above shows to nobody is not there to be asked. */
const item = (more = ''): string =>
  `(SELECT true FROM registry.evidence_item AS up WHERE up.id = evidence_file.item_id${more})`;
const file = (child: string, more = ''): string =>
  `(SELECT true FROM registry.evidence_file AS up WHERE up.id = ${child}.file_id${more})`;
const request = (child: string, more = ''): string =>
  `(SELECT true FROM registry.evidence_file_request AS up WHERE up.id = ${child}.request_id${more})`;
const OWN = ` AND up.organisation_id = ${ORGANISATION}`;

/** Decided by the organisation of the item, taken back by who asked. */
const STEP_OF = `CASE step WHEN 'withdrawn' THEN ${request('evidence_file_request_step', ` AND up.requested_by = ${USER}`)}
  ELSE ${request(
    'evidence_file_request_step',
    ` AND (SELECT true FROM registry.evidence_file AS own WHERE own.id = up.file_id AND own.organisation_id = ${ORGANISATION})`,
  )} END`;

/** A grant ends for the database too: by the instant of the download itself, and with whatever closed its request. */
const GRANTED = request(
  'evidence_file_download',
  ` AND up.file_id = evidence_file_download.file_id AND up.requested_by = ${USER}
    AND EXISTS (SELECT 1 FROM registry.evidence_file_request_step AS given WHERE given.request_id = up.id AND given.step = 'approved'
      AND given.single_use = evidence_file_download.single_use AND given.recorded_at <= evidence_file_download.downloaded_at
      AND evidence_file_download.downloaded_at < given.ends_at)
    AND NOT EXISTS (SELECT 1 FROM registry.evidence_file_request_step AS closed WHERE closed.request_id = up.id AND closed.step <> 'approved')`,
);

const RULES: Readonly<Record<string, { readonly see: string; readonly add: string }>> = {
  evidence_file: { see: item(), add: `(organisation_id = ${ORGANISATION} AND ${item(OWN)})` },
  evidence_file_request: {
    see: `(organisation_id = ${ORGANISATION} OR ${file('evidence_file_request', OWN)} OR ${REGISTRY})`,
    add: `(organisation_id = ${ORGANISATION} AND requested_by = ${USER}
      AND ${file('evidence_file_request', ` AND up.access = 'restricted' AND up.organisation_id <> ${ORGANISATION}`)})`,
  },
  evidence_file_request_step: {
    see: request('evidence_file_request_step'),
    add: `(recorded_by = ${USER} AND ${STEP_OF})`,
  },
  evidence_file_download: {
    see: `(user_id = ${USER} OR ${file('evidence_file_download', OWN)} OR ${REGISTRY})`,
    add: `(user_id = ${USER} AND CASE WHEN request_id IS NULL
      THEN ${file('evidence_file_download', ` AND (up.access = 'open' OR up.organisation_id = ${ORGANISATION})`)}
      ELSE ${GRANTED} END)`,
  },
};

/** The tables that are shut from here on. */
export const SHUT = Object.keys(RULES);

/** `appRole` is an already quoted identifier. */
export async function up(run: (sql: string) => Promise<void>, roles: { readonly appRole: string }): Promise<void> {
  await run(tables);
  for (const [table, { see, add }] of Object.entries(RULES)) {
    await run(`
CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE ON registry.${table} FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER ${table}_no_truncate BEFORE TRUNCATE ON registry.${table} FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
GRANT SELECT, INSERT ON registry.${table} TO ${roles.appRole};
ALTER TABLE registry.${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY ${table}_see ON registry.${table} FOR SELECT USING (${see});
CREATE POLICY ${table}_add ON registry.${table} FOR INSERT WITH CHECK (${add});`);
  }
}
