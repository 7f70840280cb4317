// Keeps what a second factor of an account is checked by, sealed, and the codes that stand in for it once.

export const name = 'ask-for-second-factors';

const tables = `
ALTER TABLE registry.app_user ADD COLUMN second_factor_since timestamptz;
COMMENT ON COLUMN registry.app_user.second_factor_since IS 'null where a password is enough';
CREATE TABLE registry.second_factor (
  user_id uuid CONSTRAINT second_factor_pk PRIMARY KEY CONSTRAINT second_factor_user_fk REFERENCES registry.app_user,
  sealed bytea NOT NULL,
  begun_at timestamptz NOT NULL,
  confirmed_at timestamptz,
  last_step bigint,
  CONSTRAINT second_factor_step_where_confirmed CHECK ((confirmed_at IS NULL) = (last_step IS NULL))
);
COMMENT ON COLUMN registry.second_factor.sealed IS 'under a key of the service, bound to the account';
COMMENT ON COLUMN registry.second_factor.last_step IS 'the span of time of the last code that was accepted: neither it nor an earlier one is accepted again';
CREATE TABLE registry.recovery_code (
  user_id uuid NOT NULL CONSTRAINT recovery_code_user_fk REFERENCES registry.app_user,
  code_hash bytea NOT NULL,
  used_at timestamptz,
  CONSTRAINT recovery_code_pk PRIMARY KEY (user_id, code_hash)
);
`;

const MINE = '(user_id = (SELECT registry.actor_user()) OR (SELECT registry.reaches_accounts()))';

/** The tables that are shut from here on. */
export const SHUT = ['second_factor', 'recovery_code'];

/** `appRole` is an already quoted identifier. */
export async function up(run: (sql: string) => Promise<void>, roles: { readonly appRole: string }): Promise<void> {
  await run(tables);
  await run(`GRANT UPDATE (second_factor_since) ON registry.app_user TO ${roles.appRole};
GRANT SELECT, INSERT, DELETE, UPDATE (confirmed_at, last_step) ON registry.second_factor TO ${roles.appRole};
GRANT SELECT, INSERT, DELETE, UPDATE (used_at) ON registry.recovery_code TO ${roles.appRole};`);
  for (const table of SHUT)
    await run(`
ALTER TABLE registry.${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY ${table}_see ON registry.${table} FOR SELECT USING ${MINE};
CREATE POLICY ${table}_add ON registry.${table} FOR INSERT WITH CHECK ${MINE};
CREATE POLICY ${table}_change ON registry.${table} FOR UPDATE USING ${MINE};
CREATE POLICY ${table}_remove ON registry.${table} FOR DELETE USING ${MINE};`);
}
