// Lets the database itself know for whom a transaction works: the service proves that it says so, and nobody else can say otherwise.

export const name = 'know-the-actor';

/** Every level: whoever reaches the whole registry is asked for none. */
const ALL_LEVELS = 'registry_only,named_organisations,central_agency_only,partners_pseudonymous';

/**
 * `actor_proof` holds the digest of what the service has to say to name an actor, for each role that it signs in as. `actor_seal` keeps a number
 * that one session knows and no statement of the service's role can set: its last value, of which a session is told its own alone. It is no
 * sequence of anything, and is kept in memory only.
 */
const STORES = `
CREATE TABLE registry.actor_proof (
  role_name text NOT NULL,
  digest bytea NOT NULL,
  CONSTRAINT actor_proof_pk PRIMARY KEY (role_name),
  CONSTRAINT actor_proof_digest_length CHECK (length(digest) = 32)
);
CREATE UNLOGGED SEQUENCE registry.actor_seal MINVALUE -9223372036854775808;`;

/** 64 bits of a digest: who wants another actor under the same number has to try 2^64 texts. */
const SEAL_OF_TOLD = `pg_catalog.substr(pg_catalog.sha256(pg_catalog.convert_to(told, 'UTF8')), 1, 8)::pg_catalog.int8`;

/**
 * Names the actor of this transaction. `reach` is `organisation`, `accounts` (signing in, before anybody is known) or `registry` (folds, upkeep).
 * What an organisation is, the database looks up by itself. Only the owner may name one without a proof.
 */
const NAMING = `
CREATE FUNCTION registry.name_actor(reach text, organisation uuid, account uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  levels text := '';
  told text;
BEGIN
  IF reach = 'registry' THEN
    levels := '${ALL_LEVELS}';
  ELSIF reach IN ('organisation', 'accounts') THEN
    SELECT CASE WHEN o.kind = 'central_tracing_agency' THEN 'named_organisations,central_agency_only,partners_pseudonymous'
                WHEN o.party_id IS NULL THEN 'partners_pseudonymous' ELSE '' END
      INTO levels FROM registry.organisation o WHERE o.id = organisation;
  ELSE
    RAISE EXCEPTION 'no such reach' USING ERRCODE = 'invalid_parameter_value';
  END IF;
  told := concat_ws('|', reach, coalesce(organisation::text, ''), coalesce(account::text, ''), coalesce(levels, ''));
  PERFORM set_config('whereabouts.actor', told, true);
  PERFORM setval('registry.actor_seal', ${SEAL_OF_TOLD});
END $$;
REVOKE ALL ON FUNCTION registry.name_actor FROM PUBLIC;

CREATE FUNCTION registry.act_as(proof bytea, reach text, organisation uuid, account uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM registry.actor_proof p WHERE p.role_name = session_user AND p.digest = sha256(proof)) THEN
    RAISE EXCEPTION 'the actor is not proven' USING ERRCODE = 'invalid_authorization_specification';
  END IF;
  PERFORM registry.name_actor(reach, organisation, account);
END $$;
REVOKE ALL ON FUNCTION registry.act_as FROM PUBLIC;`;

/**
 * What policies ask. Each looks at the seal: an actor that is missing, of an earlier transaction or made up is refused, and not taken for nobody.
 * They are asked once per scan, so that their body is one plain expression; every name in it is qualified, since a fixed search_path would
 * take as long again.
 */
const known = (asked: string, returns: string, value: string): string => `
CREATE FUNCTION registry.${asked}() RETURNS ${returns}
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER AS $$
DECLARE
  told pg_catalog.text := pg_catalog.current_setting('whereabouts.actor', true);
BEGIN
  IF pg_catalog.currval('registry.actor_seal') OPERATOR(pg_catalog.=) ${SEAL_OF_TOLD} THEN
    RETURN ${value};
  END IF;
  RAISE EXCEPTION 'no actor is named in this transaction' USING ERRCODE = 'invalid_authorization_specification';
END $$;`;

const part = (number: number): string => `pg_catalog.split_part(told, '|', ${number})`;
const KNOWING = [
  known('actor_organisation', 'uuid', `NULLIF(${part(2)}, '')::pg_catalog.uuid`),
  known('actor_user', 'uuid', `NULLIF(${part(3)}, '')::pg_catalog.uuid`),
  known('actor_levels', 'text[]', `pg_catalog.string_to_array(${part(4)}, ',')`),
  known('actor_is_agency', 'boolean', `pg_catalog.strpos(${part(4)}, 'central_agency_only') OPERATOR(pg_catalog.>) 0`),
  known('reaches_registry', 'boolean', `${part(1)} OPERATOR(pg_catalog.=) 'registry'`),
  known('reaches_accounts', 'boolean', `${part(1)} OPERATOR(pg_catalog.=) ANY ('{accounts,registry}')`),
];

export async function up(run: (sql: string) => Promise<void>, { appRole }: { appRole: string }): Promise<void> {
  for (const statement of [STORES, NAMING, ...KNOWING]) await run(statement);
  await run(`GRANT EXECUTE ON FUNCTION registry.act_as TO ${appRole}`);
}
