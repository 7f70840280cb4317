-- The schema as the migrations leave it: review every change of this file.
-- Rewritten by: UPDATE_SCHEMA=1 npm test -- test/architecture/schema

CREATE SCHEMA public;
GRANT USAGE ON SCHEMA public TO PUBLIC;

CREATE SCHEMA published;
GRANT USAGE ON SCHEMA published TO whereabouts_reader;

CREATE TABLE published.cell (
  release integer NOT NULL,
  table_name text NOT NULL,
  status text,
  status_group text,
  state_code text,
  state_name text,
  count integer NOT NULL,
  side text,
  side_name text,
  holder text,
  holder_name text,
  CONSTRAINT published_cell_count_not_negative CHECK ((count >= 0)),
  CONSTRAINT published_cell_release_fk FOREIGN KEY (release) REFERENCES published.release(release),
  CONSTRAINT published_cell_unique UNIQUE NULLS NOT DISTINCT (release, table_name, status, status_group, state_code, side, holder)
);
CREATE TRIGGER cell_append_only BEFORE DELETE OR UPDATE ON published.cell FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER cell_no_truncate BEFORE TRUNCATE ON published.cell FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
GRANT SELECT ON published.cell TO whereabouts_reader;

CREATE TABLE published.cell_of_release (
  measure text,
  measure_version integer,
  as_of date,
  base integer,
  published_at timestamp with time zone,
  release integer,
  table_name text,
  status text,
  status_group text,
  state_code text,
  state_name text,
  count integer,
  side text,
  side_name text,
  holder text,
  holder_name text
);
GRANT SELECT ON published.cell_of_release TO whereabouts_reader;

CREATE TABLE published.latest_cell (
  measure text,
  measure_version integer,
  as_of date,
  base integer,
  published_at timestamp with time zone,
  release integer,
  table_name text,
  status text,
  status_group text,
  state_code text,
  state_name text,
  count integer,
  side text,
  side_name text,
  holder text,
  holder_name text
);
GRANT SELECT ON published.latest_cell TO whereabouts_reader;

CREATE TABLE published.release (
  release integer NOT NULL,
  measure text NOT NULL,
  measure_version integer NOT NULL,
  base integer NOT NULL,
  as_of date NOT NULL,
  published_at timestamp with time zone NOT NULL,
  CONSTRAINT published_release_pk PRIMARY KEY (release)
);
CREATE TRIGGER release_append_only BEFORE DELETE OR UPDATE ON published.release FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER release_no_truncate BEFORE TRUNCATE ON published.release FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
GRANT SELECT ON published.release TO whereabouts_reader;

CREATE SCHEMA registry;
GRANT USAGE ON SCHEMA registry TO whereabouts_app;

CREATE OR REPLACE FUNCTION registry.act_as(proof bytea, reach text, organisation uuid, account uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM registry.actor_proof p WHERE p.role_name = session_user AND p.digest = sha256(proof)) THEN
    RAISE EXCEPTION 'the actor is not proven' USING ERRCODE = 'invalid_authorization_specification';
  END IF;
  PERFORM registry.name_actor(reach, organisation, account);
END $function$
; -- runs as its owner

CREATE OR REPLACE FUNCTION registry.actor_is_agency()
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE PARALLEL RESTRICTED SECURITY DEFINER
AS $function$
DECLARE
  told pg_catalog.text := pg_catalog.current_setting('whereabouts.actor', true);
BEGIN
  IF pg_catalog.currval('registry.actor_seal') OPERATOR(pg_catalog.=) pg_catalog.substr(pg_catalog.sha256(pg_catalog.convert_to(told, 'UTF8')), 1, 8)::pg_catalog.int8 THEN
    RETURN pg_catalog.strpos(pg_catalog.split_part(told, '|', 4), 'central_agency_only') OPERATOR(pg_catalog.>) 0;
  END IF;
  RAISE EXCEPTION 'no actor is named in this transaction' USING ERRCODE = 'invalid_authorization_specification';
END $function$
; -- runs as its owner

CREATE OR REPLACE FUNCTION registry.actor_levels()
 RETURNS text[]
 LANGUAGE plpgsql
 STABLE PARALLEL RESTRICTED SECURITY DEFINER
AS $function$
DECLARE
  told pg_catalog.text := pg_catalog.current_setting('whereabouts.actor', true);
BEGIN
  IF pg_catalog.currval('registry.actor_seal') OPERATOR(pg_catalog.=) pg_catalog.substr(pg_catalog.sha256(pg_catalog.convert_to(told, 'UTF8')), 1, 8)::pg_catalog.int8 THEN
    RETURN pg_catalog.string_to_array(pg_catalog.split_part(told, '|', 4), ',');
  END IF;
  RAISE EXCEPTION 'no actor is named in this transaction' USING ERRCODE = 'invalid_authorization_specification';
END $function$
; -- runs as its owner

CREATE OR REPLACE FUNCTION registry.actor_organisation()
 RETURNS uuid
 LANGUAGE plpgsql
 STABLE PARALLEL RESTRICTED SECURITY DEFINER
AS $function$
DECLARE
  told pg_catalog.text := pg_catalog.current_setting('whereabouts.actor', true);
BEGIN
  IF pg_catalog.currval('registry.actor_seal') OPERATOR(pg_catalog.=) pg_catalog.substr(pg_catalog.sha256(pg_catalog.convert_to(told, 'UTF8')), 1, 8)::pg_catalog.int8 THEN
    RETURN NULLIF(pg_catalog.split_part(told, '|', 2), '')::pg_catalog.uuid;
  END IF;
  RAISE EXCEPTION 'no actor is named in this transaction' USING ERRCODE = 'invalid_authorization_specification';
END $function$
; -- runs as its owner

CREATE OR REPLACE FUNCTION registry.actor_user()
 RETURNS uuid
 LANGUAGE plpgsql
 STABLE PARALLEL RESTRICTED SECURITY DEFINER
AS $function$
DECLARE
  told pg_catalog.text := pg_catalog.current_setting('whereabouts.actor', true);
BEGIN
  IF pg_catalog.currval('registry.actor_seal') OPERATOR(pg_catalog.=) pg_catalog.substr(pg_catalog.sha256(pg_catalog.convert_to(told, 'UTF8')), 1, 8)::pg_catalog.int8 THEN
    RETURN NULLIF(pg_catalog.split_part(told, '|', 3), '')::pg_catalog.uuid;
  END IF;
  RAISE EXCEPTION 'no actor is named in this transaction' USING ERRCODE = 'invalid_authorization_specification';
END $function$
; -- runs as its owner

CREATE OR REPLACE FUNCTION registry.erase_log_details(person uuid)
 RETURNS bigint
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  WITH erased AS (
    UPDATE registry.audit_entry SET subject_id = NULL, person_id = NULL, details = '{}', salt = NULL
    WHERE person_id = person AND subject_kind <> 'erasure' AND salt IS NOT NULL AND registry.reaches_registry() RETURNING 1)
  SELECT count(*) FROM erased
$function$
; -- runs as its owner

CREATE OR REPLACE FUNCTION registry.evidence_names_actor(evidence uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL RESTRICTED SECURITY DEFINER
RETURN (EXISTS (SELECT 1 FROM registry.evidence_named_organisation n WHERE ((n.item_id = evidence_names_actor.evidence) AND (n.organisation_id = registry.actor_organisation()))))
; -- runs as its owner

CREATE OR REPLACE FUNCTION registry.exchange_names_actor(exchange uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL RESTRICTED SECURITY DEFINER
RETURN (EXISTS (SELECT 1 FROM registry.exchange_named_organisation n WHERE ((n.exchange_id = exchange_names_actor.exchange) AND (n.organisation_id = registry.actor_organisation()))))
; -- runs as its owner

CREATE OR REPLACE FUNCTION registry.fill_published(wanted integer)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
BEGIN
  INSERT INTO published.release
  SELECT r.number, r.measure, (r.document->>'version')::integer, (r.document->>'base')::integer, (r.document->>'asOf')::date, r.published_at
  FROM registry.release r WHERE r.number = wanted AND r.state IN ('published', 'superseded');
  INSERT INTO published.cell (release, table_name, status, status_group, state_code, state_name, count, side, side_name, holder, holder_name)
  SELECT DISTINCT r.number,
         coalesce(nullif(concat_ws('_by_', CASE WHEN k ? 'status' THEN 'status' END, CASE WHEN k ? 'status_group' THEN 'status_group' END,
                                   CASE WHEN k ? 'state' THEN 'state' END, CASE WHEN k ? 'side' THEN 'side' END,
                                   CASE WHEN k ? 'holder' THEN 'holder' END), ''), 'total'),
         k->>'status', k->>'status_group', k->>'state',
         CASE WHEN k->>'state' = 'unknown' THEN 'unknown' ELSE r.document->'places'->>(k->>'state') END,
         (n->>'count')::integer, k->>'side', (SELECT string_agg(coalesce(r.document->'split'->'parties'->>(one.key), one.key), ' + ' ORDER BY one.at)
          FROM string_to_table(k->>'side', '+') WITH ORDINALITY AS one(key, at)), k->>'holder', (SELECT string_agg(coalesce(r.document->'split'->'parties'->>(one.key), one.key), ' + ' ORDER BY one.at)
          FROM string_to_table(k->>'holder', '+') WITH ORDINALITY AS one(key, at))
  FROM registry.release r, jsonb_array_elements(r.document->'tables') t, jsonb_array_elements(t->'cells' || (t->'margins')) n,
       LATERAL (SELECT n->'key') AS key_of(k)
  WHERE r.number = wanted AND r.state IN ('published', 'superseded');
END $function$
; -- runs as its owner

CREATE OR REPLACE FUNCTION registry.guard_erased_person()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  RAISE EXCEPTION 'an erased person stays erased' USING ERRCODE = 'restrict_violation';
END $function$
;

CREATE OR REPLACE FUNCTION registry.guard_erasure()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF NEW IS NOT DISTINCT FROM OLD THEN
    RETURN NEW;
  END IF;
  IF (OLD.withdrawn_at IS NOT NULL OR OLD.done_at IS NOT NULL)
     OR (OLD.confirmed_at IS NOT NULL AND (NEW.confirmed_at, NEW.confirmed_by) IS DISTINCT FROM (OLD.confirmed_at, OLD.confirmed_by)) THEN
    RAISE EXCEPTION 'an erasure that has ended does not change' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $function$
;

CREATE OR REPLACE FUNCTION registry.hears_of_match(proposal uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE PARALLEL RESTRICTED
AS $function$
BEGIN
  RETURN EXISTS (SELECT 1 FROM registry.match_proposal up WHERE up.id OPERATOR(pg_catalog.=) proposal);
END $function$
;

CREATE OR REPLACE FUNCTION registry.is_bureau(organisation uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE PARALLEL RESTRICTED
AS $function$
BEGIN
  RETURN EXISTS (SELECT 1 FROM registry.organisation up WHERE up.id OPERATOR(pg_catalog.=) organisation AND up.kind OPERATOR(pg_catalog.=) 'national_information_bureau');
END $function$
;

CREATE OR REPLACE FUNCTION registry.keep_audit_entry()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  erased registry.audit_entry := OLD;
BEGIN
  erased.subject_id := NULL;
  erased.person_id := NULL;
  erased.details := '{}';
  erased.salt := NULL;
  IF TG_OP = 'UPDATE' AND OLD.salt IS NOT NULL AND NEW IS NOT DISTINCT FROM erased THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'rows of % are append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $function$
;

CREATE OR REPLACE FUNCTION registry.keep_match_decision()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF OLD.state = 'not_same' AND NEW.state NOT IN ('not_same', 'confirmed')
     OR NEW.low_person_id <> OLD.low_person_id OR NEW.high_person_id <> OLD.high_person_id
     OR NEW.low_owner_id <> OLD.low_owner_id OR NEW.high_owner_id <> OLD.high_owner_id OR NEW.found_at <> OLD.found_at THEN
    RAISE EXCEPTION 'a decision on a match is for ever' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $function$
;

CREATE OR REPLACE FUNCTION registry.keep_release()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF NEW.document IS DISTINCT FROM OLD.document OR NEW.as_of IS DISTINCT FROM OLD.as_of OR NEW.number IS DISTINCT FROM OLD.number
     OR NEW.audit_note IS DISTINCT FROM OLD.audit_note
     OR (NEW.signed_note IS DISTINCT FROM OLD.signed_note AND OLD.state <> 'signed') THEN
    RAISE EXCEPTION 'a release is immutable' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $function$
;

CREATE OR REPLACE FUNCTION registry.knows_account(account uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE PARALLEL RESTRICTED
AS $function$
BEGIN
  RETURN EXISTS (SELECT 1 FROM registry.app_user up WHERE up.id OPERATOR(pg_catalog.=) account);
END $function$
;

CREATE OR REPLACE FUNCTION registry.knows_person(person uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE PARALLEL RESTRICTED
AS $function$
BEGIN
  RETURN EXISTS (SELECT 1 FROM registry.person up WHERE up.id OPERATOR(pg_catalog.=) person);
END $function$
;

CREATE OR REPLACE FUNCTION registry.knows_person_link(link uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE PARALLEL RESTRICTED
AS $function$
BEGIN
  RETURN EXISTS (SELECT 1 FROM registry.person_link up WHERE up.id OPERATOR(pg_catalog.=) link);
END $function$
;

CREATE OR REPLACE FUNCTION registry.knows_statement(statement uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE PARALLEL RESTRICTED
AS $function$
BEGIN
  RETURN EXISTS (SELECT 1 FROM registry.statement up WHERE up.id OPERATOR(pg_catalog.=) statement);
END $function$
;

CREATE OR REPLACE FUNCTION registry.mark_both_for_counting()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  INSERT INTO registry.count_mark (person_id) SELECT w.person_id FROM was w UNION SELECT c.person_id FROM changed c;
  RETURN NULL;
END $function$
;

CREATE OR REPLACE FUNCTION registry.mark_for_counting()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  INSERT INTO registry.count_mark (person_id) SELECT DISTINCT c.person_id FROM changed c;
  RETURN NULL;
END $function$
;

CREATE OR REPLACE FUNCTION registry.name_actor(reach text, organisation uuid, account uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
DECLARE
  levels text := '';
  told text;
BEGIN
  IF reach = 'registry' THEN
    levels := 'registry_only,named_organisations,central_agency_only,partners_pseudonymous';
  ELSIF reach IN ('organisation', 'accounts') THEN
    SELECT CASE WHEN o.kind = 'central_tracing_agency' THEN 'named_organisations,central_agency_only,partners_pseudonymous'
                WHEN o.party_id IS NULL THEN 'partners_pseudonymous' ELSE '' END
      INTO levels FROM registry.organisation o WHERE o.id = organisation;
  ELSE
    RAISE EXCEPTION 'no such reach' USING ERRCODE = 'invalid_parameter_value';
  END IF;
  told := concat_ws('|', reach, coalesce(organisation::text, ''), coalesce(account::text, ''), coalesce(levels, ''));
  PERFORM set_config('whereabouts.actor', told, true);
  PERFORM setval('registry.actor_seal', pg_catalog.substr(pg_catalog.sha256(pg_catalog.convert_to(told, 'UTF8')), 1, 8)::pg_catalog.int8);
END $function$
; -- runs as its owner

CREATE OR REPLACE FUNCTION registry.owns_person(person uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE PARALLEL RESTRICTED
AS $function$
BEGIN
  RETURN EXISTS (SELECT 1 FROM registry.person up WHERE up.id OPERATOR(pg_catalog.=) person AND up.owner_organisation_id OPERATOR(pg_catalog.=) registry.actor_organisation());
END $function$
;

CREATE OR REPLACE FUNCTION registry.owns_statement(statement uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE PARALLEL RESTRICTED
AS $function$
BEGIN
  RETURN EXISTS (SELECT 1 FROM registry.statement up WHERE up.id OPERATOR(pg_catalog.=) statement AND up.organisation_id OPERATOR(pg_catalog.=) registry.actor_organisation());
END $function$
;

CREATE OR REPLACE FUNCTION registry.person_names_actor(person uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL RESTRICTED SECURITY DEFINER
RETURN (EXISTS (SELECT 1 FROM registry.person_named_organisation n WHERE ((n.person_id = person_names_actor.person) AND (n.organisation_id = registry.actor_organisation()))))
; -- runs as its owner

CREATE OR REPLACE FUNCTION registry.reaches_accounts()
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE PARALLEL RESTRICTED SECURITY DEFINER
AS $function$
DECLARE
  told pg_catalog.text := pg_catalog.current_setting('whereabouts.actor', true);
BEGIN
  IF pg_catalog.currval('registry.actor_seal') OPERATOR(pg_catalog.=) pg_catalog.substr(pg_catalog.sha256(pg_catalog.convert_to(told, 'UTF8')), 1, 8)::pg_catalog.int8 THEN
    RETURN pg_catalog.split_part(told, '|', 1) OPERATOR(pg_catalog.=) ANY ('{accounts,registry}');
  END IF;
  RAISE EXCEPTION 'no actor is named in this transaction' USING ERRCODE = 'invalid_authorization_specification';
END $function$
; -- runs as its owner

CREATE OR REPLACE FUNCTION registry.reaches_registry()
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE PARALLEL RESTRICTED SECURITY DEFINER
AS $function$
DECLARE
  told pg_catalog.text := pg_catalog.current_setting('whereabouts.actor', true);
BEGIN
  IF pg_catalog.currval('registry.actor_seal') OPERATOR(pg_catalog.=) pg_catalog.substr(pg_catalog.sha256(pg_catalog.convert_to(told, 'UTF8')), 1, 8)::pg_catalog.int8 THEN
    RETURN pg_catalog.split_part(told, '|', 1) OPERATOR(pg_catalog.=) 'registry';
  END IF;
  RAISE EXCEPTION 'no actor is named in this transaction' USING ERRCODE = 'invalid_authorization_specification';
END $function$
; -- runs as its owner

CREATE OR REPLACE FUNCTION registry.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  RAISE EXCEPTION 'rows of % are append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $function$
;

CREATE OR REPLACE FUNCTION registry.refuse_when_met(is_met boolean)
 RETURNS boolean
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF is_met THEN RAISE EXCEPTION 'somebody is met whose names are to be compared' USING ERRCODE = 'NM001'; END IF;
  RETURN true;
END $function$
;

CREATE OR REPLACE FUNCTION registry.version_count_column()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
    BEGIN
      NEW.version := gen_random_uuid();
      RETURN NEW;
    END $function$
;

CREATE TABLE registry.actor_proof (
  role_name text NOT NULL,
  digest bytea NOT NULL,
  CONSTRAINT actor_proof_digest_length CHECK ((length(digest) = 32)),
  CONSTRAINT actor_proof_pk PRIMARY KEY (role_name)
);

CREATE TABLE registry.actor_seal (

);

CREATE TABLE registry.app_user (
  id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  username text NOT NULL,
  password_hash text,
  roles text[] NOT NULL,
  token_version integer DEFAULT 1 NOT NULL,
  failed_sign_ins integer DEFAULT 0 NOT NULL,
  locked_until timestamp with time zone,
  disabled_at timestamp with time zone,
  created_at timestamp with time zone NOT NULL,
  second_factor_since timestamp with time zone,
  CONSTRAINT app_user_username_form CHECK ((username ~ '^[a-z0-9][a-z0-9._-]{1,62}$'::text)),
  CONSTRAINT app_user_organisation_fk FOREIGN KEY (organisation_id) REFERENCES registry.organisation(id),
  CONSTRAINT app_user_pk PRIMARY KEY (id),
  CONSTRAINT app_user_organisation_unique UNIQUE (id, organisation_id),
  CONSTRAINT app_user_username_unique UNIQUE (username)
);
-- POLICY app_user_add a USING  WITH CHECK ( SELECT registry.reaches_accounts() AS reaches_accounts)
-- POLICY app_user_change w USING ( SELECT registry.reaches_accounts() AS reaches_accounts) WITH CHECK 
-- POLICY app_user_see r USING ((organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)) OR ( SELECT registry.reaches_accounts() AS reaches_accounts)) WITH CHECK 
GRANT INSERT, SELECT, UPDATE ON registry.app_user TO whereabouts_app;
GRANT UPDATE (second_factor_since) ON registry.app_user TO whereabouts_app;

CREATE TABLE registry.assignment (
  id uuid NOT NULL,
  person_id uuid NOT NULL,
  user_id uuid NOT NULL,
  assigned_by uuid NOT NULL,
  assigned_at timestamp with time zone NOT NULL,
  ended_at timestamp with time zone,
  CONSTRAINT assignment_assigned_by_fk FOREIGN KEY (assigned_by) REFERENCES registry.app_user(id),
  CONSTRAINT assignment_person_fk FOREIGN KEY (person_id) REFERENCES registry.person(id),
  CONSTRAINT assignment_user_fk FOREIGN KEY (user_id) REFERENCES registry.app_user(id),
  CONSTRAINT assignment_pk PRIMARY KEY (id)
);
CREATE UNIQUE INDEX assignment_open_unique ON registry.assignment USING btree (user_id, person_id) WHERE (ended_at IS NULL);
-- POLICY assignment_add a USING  WITH CHECK (registry.owns_person(person_id) OR ( SELECT registry.reaches_registry() AS reaches_registry))
-- POLICY assignment_change w USING (registry.owns_person(person_id) OR ( SELECT registry.reaches_registry() AS reaches_registry)) WITH CHECK 
-- POLICY assignment_see r USING (registry.owns_person(person_id) OR ( SELECT registry.reaches_registry() AS reaches_registry)) WITH CHECK 
GRANT INSERT, SELECT ON registry.assignment TO whereabouts_app;
GRANT UPDATE (ended_at) ON registry.assignment TO whereabouts_app;

CREATE TABLE registry.audit_checkpoint (
  size bigint NOT NULL,
  root bytea NOT NULL,
  note text NOT NULL,
  signed_at timestamp with time zone NOT NULL,
  CONSTRAINT audit_checkpoint_from_one CHECK ((size > 0)),
  CONSTRAINT audit_checkpoint_root_length CHECK ((length(root) = 32)),
  CONSTRAINT audit_checkpoint_pk PRIMARY KEY (size)
);
CREATE TRIGGER audit_checkpoint_append_only BEFORE DELETE OR UPDATE ON registry.audit_checkpoint FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER audit_checkpoint_no_truncate BEFORE TRUNCATE ON registry.audit_checkpoint FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
GRANT INSERT, SELECT ON registry.audit_checkpoint TO whereabouts_app;

CREATE TABLE registry.audit_checkpoint_key (
  number integer NOT NULL,
  verifier text NOT NULL,
  succession text,
  added_at timestamp with time zone NOT NULL,
  CONSTRAINT audit_checkpoint_key_succeeds CHECK (((number = 1) = (succession IS NULL))),
  CONSTRAINT audit_checkpoint_key_pk PRIMARY KEY (number),
  CONSTRAINT audit_checkpoint_key_unique UNIQUE (verifier)
);
CREATE TRIGGER audit_checkpoint_key_append_only BEFORE DELETE OR UPDATE ON registry.audit_checkpoint_key FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER audit_checkpoint_key_no_truncate BEFORE TRUNCATE ON registry.audit_checkpoint_key FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
GRANT INSERT, SELECT ON registry.audit_checkpoint_key TO whereabouts_app;

CREATE TABLE registry.audit_entry (
  id uuid NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  user_id uuid,
  username text NOT NULL,
  organisation_id uuid,
  via text NOT NULL,
  action text NOT NULL,
  subject_kind text NOT NULL,
  subject_id text,
  person_id uuid,
  request_id text NOT NULL,
  details jsonb NOT NULL,
  commitment bytea,
  salt bytea,
  CONSTRAINT audit_entry_commitment_length CHECK ((length(commitment) = 32)),
  CONSTRAINT audit_entry_erased_whole CHECK (((commitment IS NULL) OR (salt IS NOT NULL) OR ((subject_id IS NULL) AND (person_id IS NULL) AND (details = '{}'::jsonb)))),
  CONSTRAINT audit_entry_salt_length CHECK ((length(salt) = 16)),
  CONSTRAINT audit_entry_sealed CHECK (((salt IS NULL) OR (commitment IS NOT NULL))),
  CONSTRAINT audit_entry_pk PRIMARY KEY (id)
);
CREATE INDEX audit_entry_organisation ON registry.audit_entry USING btree (organisation_id, id) WHERE (organisation_id IS NOT NULL);
CREATE INDEX audit_entry_person ON registry.audit_entry USING btree (person_id) WHERE (person_id IS NOT NULL);
CREATE TRIGGER audit_entry_append_only BEFORE DELETE OR UPDATE ON registry.audit_entry FOR EACH ROW EXECUTE FUNCTION registry.keep_audit_entry();
CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON registry.audit_entry FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
-- POLICY audit_entry_add a USING  WITH CHECK ((NOT (user_id IS DISTINCT FROM ( SELECT registry.actor_user() AS actor_user))) AND (NOT (organisation_id IS DISTINCT FROM ( SELECT registry.actor_organisation() AS actor_organisation))))
-- POLICY audit_entry_erase w USING ( SELECT registry.reaches_registry() AS reaches_registry) WITH CHECK 
-- POLICY audit_entry_see r USING ((organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)) OR ((organisation_id IS NULL) AND ( SELECT registry.reaches_accounts() AS reaches_accounts)) OR ( SELECT registry.reaches_registry() AS reaches_registry)) WITH CHECK 
GRANT INSERT, SELECT ON registry.audit_entry TO whereabouts_app;

CREATE TABLE registry.audit_seal (
  sequence bigint NOT NULL,
  entry_id uuid NOT NULL,
  hash bytea NOT NULL,
  sealed_at timestamp with time zone NOT NULL,
  CONSTRAINT audit_seal_hash_length CHECK ((length(hash) = 32)),
  CONSTRAINT audit_seal_pk PRIMARY KEY (sequence),
  CONSTRAINT audit_seal_entry_unique UNIQUE (entry_id)
);
CREATE TRIGGER audit_seal_append_only BEFORE DELETE OR UPDATE ON registry.audit_seal FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER audit_seal_no_truncate BEFORE TRUNCATE ON registry.audit_seal FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
GRANT INSERT, SELECT ON registry.audit_seal TO whereabouts_app;

CREATE TABLE registry.audit_tree (
  sequence bigint NOT NULL,
  hashes bytea NOT NULL,
  CONSTRAINT audit_tree_completed CHECK ((((length(hashes) >= 32) AND (length(hashes) <= (32 * 60))) AND ((length(hashes) % 32) = 0) AND ((sequence % ((1)::bigint << ((length(hashes) / 32) - 1))) = 0) AND ((sequence % ((1)::bigint << (length(hashes) / 32))) <> 0))),
  CONSTRAINT audit_tree_from_one CHECK ((sequence > 0)),
  CONSTRAINT audit_tree_pk PRIMARY KEY (sequence)
);
CREATE TRIGGER audit_tree_append_only BEFORE DELETE OR UPDATE ON registry.audit_tree FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER audit_tree_no_truncate BEFORE TRUNCATE ON registry.audit_tree FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
GRANT INSERT, SELECT ON registry.audit_tree TO whereabouts_app;

CREATE TABLE registry.audit_unsealed (
  recorded_at timestamp with time zone NOT NULL,
  entry_id uuid NOT NULL,
  CONSTRAINT audit_unsealed_pk PRIMARY KEY (recorded_at, entry_id)
);
-- POLICY audit_unsealed_add a USING  WITH CHECK true
-- POLICY audit_unsealed_remove d USING ( SELECT registry.reaches_registry() AS reaches_registry) WITH CHECK 
-- POLICY audit_unsealed_see r USING ( SELECT registry.reaches_registry() AS reaches_registry) WITH CHECK 
GRANT DELETE, INSERT, SELECT ON registry.audit_unsealed TO whereabouts_app;

CREATE TABLE registry.contact_disclosure (
  id uuid NOT NULL,
  subject_kind text NOT NULL,
  subject_id uuid NOT NULL,
  user_id uuid NOT NULL,
  purpose text NOT NULL,
  fields text[] NOT NULL,
  reason text NOT NULL,
  disclosed_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  CONSTRAINT contact_disclosure_reason_length CHECK (((length(reason) >= 10) AND (length(reason) <= 2000))),
  CONSTRAINT contact_disclosure_subject_kind CHECK ((subject_kind = ANY (ARRAY['tracing_request'::text, 'list_line'::text]))),
  CONSTRAINT contact_disclosure_user_fk FOREIGN KEY (user_id) REFERENCES registry.app_user(id),
  CONSTRAINT contact_disclosure_pk PRIMARY KEY (id)
);
CREATE INDEX contact_disclosure_subject ON registry.contact_disclosure USING btree (subject_id, disclosed_at);
CREATE TRIGGER contact_disclosure_append_only BEFORE DELETE OR UPDATE ON registry.contact_disclosure FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER contact_disclosure_no_truncate BEFORE TRUNCATE ON registry.contact_disclosure FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
-- POLICY contact_disclosure_add a USING  WITH CHECK ((user_id = ( SELECT registry.actor_user() AS actor_user)) OR ( SELECT registry.reaches_registry() AS reaches_registry))
-- POLICY contact_disclosure_see r USING (registry.knows_account(user_id) OR ( SELECT registry.reaches_registry() AS reaches_registry)) WITH CHECK 
GRANT INSERT, SELECT ON registry.contact_disclosure TO whereabouts_app;

CREATE TABLE registry.count_column (
  block integer NOT NULL,
  part text NOT NULL,
  name text NOT NULL,
  entries integer NOT NULL,
  told text,
  codes bytea NOT NULL,
  version uuid DEFAULT gen_random_uuid() NOT NULL,
  CONSTRAINT count_column_block_positive CHECK ((block >= 0)),
  CONSTRAINT count_column_entries_positive CHECK ((entries > 0)),
  CONSTRAINT count_column_part CHECK ((part = ANY (ARRAY['today'::text, 'known'::text, 'past'::text]))),
  CONSTRAINT count_column_pk PRIMARY KEY (block, part, name)
);
CREATE TRIGGER count_column_versioned BEFORE UPDATE ON registry.count_column FOR EACH ROW EXECUTE FUNCTION registry.version_count_column();
-- POLICY count_column_add a USING  WITH CHECK ( SELECT registry.reaches_registry() AS reaches_registry)
-- POLICY count_column_remove d USING ( SELECT registry.reaches_registry() AS reaches_registry) WITH CHECK 
-- POLICY count_column_see r USING ( SELECT registry.reaches_registry() AS reaches_registry) WITH CHECK 
GRANT DELETE, INSERT, SELECT ON registry.count_column TO whereabouts_app;

CREATE TABLE registry.count_mark (
  number bigint GENERATED AS IDENTITY NOT NULL,
  person_id uuid NOT NULL,
  CONSTRAINT count_mark_pk PRIMARY KEY (number)
);
-- POLICY count_mark_add a USING  WITH CHECK ( SELECT registry.reaches_registry() AS reaches_registry)
-- POLICY count_mark_remove d USING ( SELECT registry.reaches_registry() AS reaches_registry) WITH CHECK 
-- POLICY count_mark_see r USING ( SELECT registry.reaches_registry() AS reaches_registry) WITH CHECK 
GRANT DELETE, INSERT, SELECT ON registry.count_mark TO whereabouts_app;

CREATE TABLE registry.count_mark_number_seq (

);

CREATE TABLE registry.debrief (
  id uuid NOT NULL,
  exchange_id uuid NOT NULL,
  person_id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  invited_by uuid NOT NULL,
  invited_at timestamp with time zone NOT NULL,
  CONSTRAINT debrief_exchange_fk FOREIGN KEY (exchange_id) REFERENCES registry.exchange(id),
  CONSTRAINT debrief_invited_by_fk FOREIGN KEY (invited_by, organisation_id) REFERENCES registry.app_user(id, organisation_id),
  CONSTRAINT debrief_person_fk FOREIGN KEY (person_id) REFERENCES registry.person(id),
  CONSTRAINT debrief_pk PRIMARY KEY (id),
  CONSTRAINT debrief_invited_once UNIQUE (exchange_id, person_id, organisation_id)
);
CREATE TRIGGER debrief_append_only BEFORE DELETE OR UPDATE ON registry.debrief FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER debrief_no_truncate BEFORE TRUNCATE ON registry.debrief FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
-- POLICY debrief_add a USING  WITH CHECK ((organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)) OR ( SELECT registry.reaches_registry() AS reaches_registry))
-- POLICY debrief_see r USING ((organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)) OR ( SELECT registry.reaches_registry() AS reaches_registry)) WITH CHECK 
GRANT INSERT, SELECT ON registry.debrief TO whereabouts_app;

CREATE TABLE registry.debrief_answer (
  debrief_id uuid NOT NULL,
  number integer NOT NULL,
  answer text NOT NULL,
  medically_cleared boolean NOT NULL,
  recorded_by uuid NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  CONSTRAINT debrief_answer_answer CHECK ((answer = ANY (ARRAY['accepts'::text, 'declines'::text, 'later'::text]))),
  CONSTRAINT debrief_answer_debrief_fk FOREIGN KEY (debrief_id) REFERENCES registry.debrief(id),
  CONSTRAINT debrief_answer_recorded_by_fk FOREIGN KEY (recorded_by) REFERENCES registry.app_user(id),
  CONSTRAINT debrief_answer_pk PRIMARY KEY (debrief_id, number)
);
CREATE TRIGGER debrief_answer_append_only BEFORE DELETE OR UPDATE ON registry.debrief_answer FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER debrief_answer_no_truncate BEFORE TRUNCATE ON registry.debrief_answer FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
-- POLICY debrief_answer_add a USING  WITH CHECK (( SELECT true
   FROM registry.debrief up
  WHERE ((up.id = debrief_answer.debrief_id) AND (up.organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)))) OR ( SELECT registry.reaches_registry() AS reaches_registry))
-- POLICY debrief_answer_see r USING ( SELECT true
   FROM registry.debrief up
  WHERE (up.id = debrief_answer.debrief_id)) WITH CHECK 
GRANT INSERT, SELECT ON registry.debrief_answer TO whereabouts_app;

CREATE TABLE registry.debrief_consent (
  debrief_id uuid NOT NULL,
  number integer NOT NULL,
  use text NOT NULL,
  given boolean NOT NULL,
  recorded_by uuid NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  CONSTRAINT debrief_consent_use CHECK ((use = ANY (ARRAY['tracing'::text, 'proceedings'::text]))),
  CONSTRAINT debrief_consent_debrief_fk FOREIGN KEY (debrief_id) REFERENCES registry.debrief(id),
  CONSTRAINT debrief_consent_recorded_by_fk FOREIGN KEY (recorded_by) REFERENCES registry.app_user(id),
  CONSTRAINT debrief_consent_pk PRIMARY KEY (debrief_id, number)
);
CREATE TRIGGER debrief_consent_append_only BEFORE DELETE OR UPDATE ON registry.debrief_consent FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER debrief_consent_no_truncate BEFORE TRUNCATE ON registry.debrief_consent FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
-- POLICY debrief_consent_add a USING  WITH CHECK (( SELECT true
   FROM registry.debrief up
  WHERE ((up.id = debrief_consent.debrief_id) AND (up.organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)))) OR ( SELECT registry.reaches_registry() AS reaches_registry))
-- POLICY debrief_consent_see r USING ( SELECT true
   FROM registry.debrief up
  WHERE (up.id = debrief_consent.debrief_id)) WITH CHECK 
GRANT INSERT, SELECT ON registry.debrief_consent TO whereabouts_app;

CREATE TABLE registry.debrief_sighting (
  id uuid NOT NULL,
  debrief_id uuid NOT NULL,
  person_id uuid NOT NULL,
  seen_edtf text NOT NULL,
  place_code text,
  place_precision text,
  contact_strength text NOT NULL,
  in_custody boolean NOT NULL,
  holder_party_id uuid,
  grade text NOT NULL,
  recorded_by uuid NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  CONSTRAINT debrief_sighting_contact_strength CHECK ((contact_strength = ANY (ARRAY['firsthand'::text, 'hearsay'::text]))),
  CONSTRAINT debrief_sighting_place_pair CHECK (((place_code IS NULL) = (place_precision IS NULL))),
  CONSTRAINT debrief_sighting_debrief_fk FOREIGN KEY (debrief_id) REFERENCES registry.debrief(id),
  CONSTRAINT debrief_sighting_holder_fk FOREIGN KEY (holder_party_id) REFERENCES registry.party(id),
  CONSTRAINT debrief_sighting_person_fk FOREIGN KEY (person_id) REFERENCES registry.person(id),
  CONSTRAINT debrief_sighting_place_fk FOREIGN KEY (place_code) REFERENCES registry.place(code),
  CONSTRAINT debrief_sighting_recorded_by_fk FOREIGN KEY (recorded_by) REFERENCES registry.app_user(id),
  CONSTRAINT debrief_sighting_pk PRIMARY KEY (id)
);
CREATE INDEX debrief_sighting_debrief ON registry.debrief_sighting USING btree (debrief_id);
CREATE TRIGGER debrief_sighting_append_only BEFORE DELETE OR UPDATE ON registry.debrief_sighting FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER debrief_sighting_no_truncate BEFORE TRUNCATE ON registry.debrief_sighting FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
-- POLICY debrief_sighting_add a USING  WITH CHECK (( SELECT true
   FROM registry.debrief up
  WHERE ((up.id = debrief_sighting.debrief_id) AND (up.organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)))) OR ( SELECT registry.reaches_registry() AS reaches_registry))
-- POLICY debrief_sighting_see r USING ( SELECT true
   FROM registry.debrief up
  WHERE (up.id = debrief_sighting.debrief_id)) WITH CHECK 
GRANT INSERT, SELECT ON registry.debrief_sighting TO whereabouts_app;

CREATE TABLE registry.debrief_sighting_statement (
  statement_id uuid NOT NULL,
  sighting_id uuid NOT NULL,
  CONSTRAINT debrief_sighting_statement_sighting_fk FOREIGN KEY (sighting_id) REFERENCES registry.debrief_sighting(id),
  CONSTRAINT debrief_sighting_statement_statement_fk FOREIGN KEY (statement_id) REFERENCES registry.statement(id),
  CONSTRAINT debrief_sighting_statement_pk PRIMARY KEY (statement_id)
);
CREATE INDEX debrief_sighting_statement_sighting ON registry.debrief_sighting_statement USING btree (sighting_id);
CREATE TRIGGER debrief_sighting_statement_append_only BEFORE DELETE OR UPDATE ON registry.debrief_sighting_statement FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER debrief_sighting_statement_no_truncate BEFORE TRUNCATE ON registry.debrief_sighting_statement FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
-- POLICY debrief_sighting_statement_add a USING  WITH CHECK ( SELECT true
   FROM registry.debrief_sighting up
  WHERE (up.id = debrief_sighting_statement.sighting_id))
-- POLICY debrief_sighting_statement_see r USING ( SELECT true
   FROM registry.debrief_sighting up
  WHERE (up.id = debrief_sighting_statement.sighting_id)) WITH CHECK 
GRANT INSERT, SELECT ON registry.debrief_sighting_statement TO whereabouts_app;

CREATE TABLE registry.disclosure (
  id uuid NOT NULL,
  person_id uuid NOT NULL,
  user_id uuid NOT NULL,
  purpose text NOT NULL,
  fields text[] NOT NULL,
  reason text NOT NULL,
  disclosed_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  hidden_at timestamp with time zone,
  request_id uuid,
  single_use boolean DEFAULT false NOT NULL,
  CONSTRAINT disclosure_reason_length CHECK (((length(reason) >= 10) AND (length(reason) <= 2000))),
  CONSTRAINT disclosure_single_use_requested CHECK (((NOT single_use) OR (request_id IS NOT NULL))),
  CONSTRAINT disclosure_person_fk FOREIGN KEY (person_id) REFERENCES registry.person(id),
  CONSTRAINT disclosure_request_fk FOREIGN KEY (request_id) REFERENCES registry.disclosure_request(id),
  CONSTRAINT disclosure_user_fk FOREIGN KEY (user_id) REFERENCES registry.app_user(id),
  CONSTRAINT disclosure_pk PRIMARY KEY (id)
);
CREATE INDEX disclosure_of_request ON registry.disclosure USING btree (request_id) WHERE (request_id IS NOT NULL);
CREATE INDEX disclosure_person ON registry.disclosure USING btree (person_id, user_id);
CREATE INDEX disclosure_user ON registry.disclosure USING btree (user_id, disclosed_at) WHERE (request_id IS NULL);
CREATE UNIQUE INDEX disclosure_single_use ON registry.disclosure USING btree (request_id) WHERE single_use;
-- POLICY disclosure_add a USING  WITH CHECK (((user_id = ( SELECT registry.actor_user() AS actor_user)) AND (registry.owns_person(person_id) OR ( SELECT true
   FROM registry.disclosure_request up
  WHERE ((up.id = disclosure.request_id) AND (up.requested_by = ( SELECT registry.actor_user() AS actor_user)))))) OR ( SELECT registry.reaches_registry() AS reaches_registry))
-- POLICY disclosure_change w USING ((user_id = ( SELECT registry.actor_user() AS actor_user)) OR ( SELECT registry.reaches_registry() AS reaches_registry)) WITH CHECK 
-- POLICY disclosure_see r USING ((user_id = ( SELECT registry.actor_user() AS actor_user)) OR (registry.owns_person(person_id) OR ( SELECT registry.reaches_registry() AS reaches_registry))) WITH CHECK 
GRANT INSERT, SELECT ON registry.disclosure TO whereabouts_app;
GRANT UPDATE (hidden_at) ON registry.disclosure TO whereabouts_app;

CREATE TABLE registry.disclosure_grant (
  request_id uuid NOT NULL,
  first_approval integer NOT NULL,
  second_approval integer NOT NULL,
  fields text[] NOT NULL,
  single_use boolean NOT NULL,
  granted_at timestamp with time zone NOT NULL,
  ends_at timestamp with time zone NOT NULL,
  CONSTRAINT disclosure_grant_fields_some CHECK ((cardinality(fields) > 0)),
  CONSTRAINT disclosure_grant_term CHECK (((ends_at > granted_at) AND (ends_at <= (granted_at + '30 days'::interval)))),
  CONSTRAINT disclosure_grant_two CHECK ((first_approval < second_approval)),
  CONSTRAINT disclosure_grant_first_fk FOREIGN KEY (request_id, first_approval) REFERENCES registry.disclosure_request_step(request_id, number),
  CONSTRAINT disclosure_grant_request_fk FOREIGN KEY (request_id) REFERENCES registry.disclosure_request(id),
  CONSTRAINT disclosure_grant_second_fk FOREIGN KEY (request_id, second_approval) REFERENCES registry.disclosure_request_step(request_id, number),
  CONSTRAINT disclosure_grant_pk PRIMARY KEY (request_id)
);
CREATE TRIGGER disclosure_grant_append_only BEFORE DELETE OR UPDATE ON registry.disclosure_grant FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER disclosure_grant_no_truncate BEFORE TRUNCATE ON registry.disclosure_grant FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
-- POLICY disclosure_grant_add a USING  WITH CHECK ( SELECT true
   FROM registry.disclosure_request up
  WHERE (up.id = disclosure_grant.request_id))
-- POLICY disclosure_grant_see r USING ( SELECT true
   FROM registry.disclosure_request up
  WHERE (up.id = disclosure_grant.request_id)) WITH CHECK 
GRANT INSERT, SELECT ON registry.disclosure_grant TO whereabouts_app;

CREATE TABLE registry.disclosure_request (
  id uuid NOT NULL,
  person_id uuid NOT NULL,
  requested_by uuid NOT NULL,
  organisation_id uuid NOT NULL,
  purpose text NOT NULL,
  fields text[] NOT NULL,
  reason text NOT NULL,
  days integer NOT NULL,
  single_use boolean NOT NULL,
  identity_check text,
  requested_at timestamp with time zone NOT NULL,
  CONSTRAINT disclosure_request_days CHECK (((days >= 1) AND (days <= 30))),
  CONSTRAINT disclosure_request_fields_some CHECK ((cardinality(fields) > 0)),
  CONSTRAINT disclosure_request_reason_length CHECK (((length(reason) >= 10) AND (length(reason) <= 2000))),
  CONSTRAINT disclosure_request_subject_checked CHECK (((identity_check IS NOT NULL) = (purpose = 'data_subject_request'::text))),
  CONSTRAINT disclosure_request_author_fk FOREIGN KEY (requested_by, organisation_id) REFERENCES registry.app_user(id, organisation_id),
  CONSTRAINT disclosure_request_organisation_fk FOREIGN KEY (organisation_id) REFERENCES registry.organisation(id),
  CONSTRAINT disclosure_request_person_fk FOREIGN KEY (person_id) REFERENCES registry.person(id),
  CONSTRAINT disclosure_request_pk PRIMARY KEY (id)
);
CREATE INDEX disclosure_request_author ON registry.disclosure_request USING btree (requested_by, requested_at DESC, id DESC);
CREATE INDEX disclosure_request_person ON registry.disclosure_request USING btree (person_id);
CREATE TRIGGER disclosure_request_append_only BEFORE DELETE OR UPDATE ON registry.disclosure_request FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER disclosure_request_no_truncate BEFORE TRUNCATE ON registry.disclosure_request FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
-- POLICY disclosure_request_add a USING  WITH CHECK ((organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)) AND (requested_by = ( SELECT registry.actor_user() AS actor_user)) AND registry.knows_person(person_id))
-- POLICY disclosure_request_see r USING ((organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)) OR (registry.owns_person(person_id) OR ( SELECT registry.reaches_registry() AS reaches_registry))) WITH CHECK 
GRANT INSERT, SELECT ON registry.disclosure_request TO whereabouts_app;

CREATE TABLE registry.disclosure_request_step (
  request_id uuid NOT NULL,
  number integer NOT NULL,
  step text NOT NULL,
  fields text[],
  days integer,
  single_use boolean,
  as_custodian boolean,
  reason text,
  recorded_by uuid NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  CONSTRAINT disclosure_request_step_days CHECK (((days >= 1) AND (days <= 30))),
  CONSTRAINT disclosure_request_step_number_positive CHECK ((number > 0)),
  CONSTRAINT disclosure_request_step_reason_length CHECK (((length(reason) >= 3) AND (length(reason) <= 1000))),
  CONSTRAINT disclosure_request_step_step CHECK ((step = ANY (ARRAY['approved'::text, 'refused'::text, 'withdrawn'::text, 'revoked'::text]))),
  CONSTRAINT disclosure_request_step_terms CHECK (
CASE
    WHEN (step = 'approved'::text) THEN ((cardinality(fields) > 0) AND (num_nulls(fields, days, single_use, as_custodian) = 0) AND (reason IS NULL))
    ELSE ((num_nonnulls(fields, days, single_use, as_custodian) = 0) AND (reason IS NOT NULL))
END),
  CONSTRAINT disclosure_request_step_recorded_by_fk FOREIGN KEY (recorded_by) REFERENCES registry.app_user(id),
  CONSTRAINT disclosure_request_step_request_fk FOREIGN KEY (request_id) REFERENCES registry.disclosure_request(id),
  CONSTRAINT disclosure_request_step_pk PRIMARY KEY (request_id, number)
);
CREATE UNIQUE INDEX disclosure_request_approved_once ON registry.disclosure_request_step USING btree (request_id, recorded_by) WHERE (step = 'approved'::text);
CREATE UNIQUE INDEX disclosure_request_closed_once ON registry.disclosure_request_step USING btree (request_id) WHERE (step <> 'approved'::text);
CREATE TRIGGER disclosure_request_step_append_only BEFORE DELETE OR UPDATE ON registry.disclosure_request_step FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER disclosure_request_step_no_truncate BEFORE TRUNCATE ON registry.disclosure_request_step FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
-- POLICY disclosure_request_step_add a USING  WITH CHECK ((recorded_by = ( SELECT registry.actor_user() AS actor_user)) AND ( SELECT true
   FROM registry.disclosure_request up
  WHERE (up.id = disclosure_request_step.request_id)))
-- POLICY disclosure_request_step_see r USING ( SELECT true
   FROM registry.disclosure_request up
  WHERE (up.id = disclosure_request_step.request_id)) WITH CHECK 
GRANT INSERT, SELECT ON registry.disclosure_request_step TO whereabouts_app;

CREATE TABLE registry.embargo (
  statement_id uuid NOT NULL,
  person_id uuid NOT NULL,
  ground text NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  CONSTRAINT embargo_ground CHECK ((ground = ANY (ARRAY['news'::text, 'by_hand'::text, 'will'::text]))),
  CONSTRAINT embargo_person_fk FOREIGN KEY (person_id) REFERENCES registry.person(id),
  CONSTRAINT embargo_statement_fk FOREIGN KEY (statement_id) REFERENCES registry.statement(id),
  CONSTRAINT embargo_pk PRIMARY KEY (statement_id)
);
CREATE INDEX embargo_person ON registry.embargo USING btree (person_id);
CREATE TRIGGER embargo_append_only BEFORE DELETE OR UPDATE ON registry.embargo FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER embargo_no_truncate BEFORE TRUNCATE ON registry.embargo FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
-- POLICY embargo_add a USING  WITH CHECK registry.knows_person(person_id)
-- POLICY embargo_see r USING registry.knows_person(person_id) WITH CHECK 
GRANT INSERT, SELECT ON registry.embargo TO whereabouts_app;

CREATE TABLE registry.embargo_end (
  statement_id uuid NOT NULL,
  verdict text NOT NULL,
  reason text NOT NULL,
  recorded_by uuid NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  CONSTRAINT embargo_end_reason_length CHECK (((length(reason) >= 3) AND (length(reason) <= 1000))),
  CONSTRAINT embargo_end_verdict CHECK ((verdict = ANY (ARRAY['verified'::text, 'rejected'::text]))),
  CONSTRAINT embargo_end_embargo_fk FOREIGN KEY (statement_id) REFERENCES registry.embargo(statement_id),
  CONSTRAINT embargo_end_recorded_by_fk FOREIGN KEY (recorded_by) REFERENCES registry.app_user(id),
  CONSTRAINT embargo_end_pk PRIMARY KEY (statement_id)
);
CREATE TRIGGER embargo_end_append_only BEFORE DELETE OR UPDATE ON registry.embargo_end FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER embargo_end_no_truncate BEFORE TRUNCATE ON registry.embargo_end FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
-- POLICY embargo_end_add a USING  WITH CHECK (((recorded_by = ( SELECT registry.actor_user() AS actor_user)) OR ( SELECT registry.reaches_registry() AS reaches_registry)) AND ( SELECT true
   FROM registry.embargo up
  WHERE ((up.statement_id = embargo_end.statement_id) AND (registry.owns_person(up.person_id) OR ( SELECT registry.reaches_registry() AS reaches_registry)))))
-- POLICY embargo_end_see r USING ( SELECT true
   FROM registry.embargo up
  WHERE (up.statement_id = embargo_end.statement_id)) WITH CHECK 
GRANT INSERT, SELECT ON registry.embargo_end TO whereabouts_app;

CREATE TABLE registry.erasure (
  id uuid NOT NULL,
  person_id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  ground text NOT NULL,
  reason text NOT NULL,
  requested_by uuid,
  requested_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  withdrawn_by uuid,
  withdrawn_at timestamp with time zone,
  confirmed_by uuid,
  confirmed_at timestamp with time zone,
  done_at timestamp with time zone,
  CONSTRAINT erasure_confirmed_by_somebody CHECK (
CASE
    WHEN (ground = 'retention_ended'::text) THEN ((confirmed_by IS NULL) AND (confirmed_at IS NOT NULL))
    ELSE (num_nulls(confirmed_by, confirmed_at) = ANY (ARRAY[0, 2]))
END),
  CONSTRAINT erasure_done_when_confirmed CHECK (((done_at IS NULL) OR (confirmed_at IS NOT NULL))),
  CONSTRAINT erasure_expires_later CHECK ((expires_at > requested_at)),
  CONSTRAINT erasure_in_time CHECK ((confirmed_at < expires_at)),
  CONSTRAINT erasure_requested_by_somebody CHECK (((requested_by IS NULL) = (ground = 'retention_ended'::text))),
  CONSTRAINT erasure_two_people CHECK ((confirmed_by <> requested_by)),
  CONSTRAINT erasure_withdrawn_by_somebody CHECK ((num_nulls(withdrawn_by, withdrawn_at) = ANY (ARRAY[0, 2]))),
  CONSTRAINT erasure_withdrawn_or_confirmed CHECK (((withdrawn_at IS NULL) OR (confirmed_at IS NULL))),
  CONSTRAINT erasure_confirmed_by_fk FOREIGN KEY (confirmed_by) REFERENCES registry.app_user(id),
  CONSTRAINT erasure_organisation_fk FOREIGN KEY (organisation_id) REFERENCES registry.organisation(id),
  CONSTRAINT erasure_person_fk FOREIGN KEY (person_id) REFERENCES registry.person(id),
  CONSTRAINT erasure_requested_by_fk FOREIGN KEY (requested_by) REFERENCES registry.app_user(id),
  CONSTRAINT erasure_withdrawn_by_fk FOREIGN KEY (withdrawn_by) REFERENCES registry.app_user(id),
  CONSTRAINT erasure_pk PRIMARY KEY (id)
);
CREATE INDEX erasure_person ON registry.erasure USING btree (person_id, requested_at);
CREATE INDEX erasure_unfinished ON registry.erasure USING btree (confirmed_at) WHERE ((confirmed_at IS NOT NULL) AND (done_at IS NULL));
CREATE UNIQUE INDEX erasure_confirmed_once ON registry.erasure USING btree (person_id) WHERE (confirmed_at IS NOT NULL);
CREATE TRIGGER erasure_ends_once BEFORE UPDATE ON registry.erasure FOR EACH ROW EXECUTE FUNCTION registry.guard_erasure();
CREATE TRIGGER erasure_no_delete BEFORE DELETE ON registry.erasure FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER erasure_no_truncate BEFORE TRUNCATE ON registry.erasure FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
-- POLICY erasure_add a USING  WITH CHECK ((organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)) OR ( SELECT registry.reaches_registry() AS reaches_registry))
-- POLICY erasure_change w USING ((organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)) OR ( SELECT registry.reaches_registry() AS reaches_registry)) WITH CHECK 
-- POLICY erasure_see r USING ((organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)) OR ( SELECT registry.reaches_registry() AS reaches_registry)) WITH CHECK 
GRANT INSERT, SELECT ON registry.erasure TO whereabouts_app;
GRANT UPDATE (withdrawn_by, withdrawn_at, confirmed_by, confirmed_at, done_at) ON registry.erasure TO whereabouts_app;

CREATE TABLE registry.evidence_assessment (
  id uuid NOT NULL,
  item_id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  recorded_by uuid NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  verdict text NOT NULL,
  method text NOT NULL,
  ground text NOT NULL,
  reason text NOT NULL,
  CONSTRAINT evidence_assessment_reason_length CHECK (((length(reason) >= 3) AND (length(reason) <= 1000))),
  CONSTRAINT evidence_assessment_verdict CHECK ((verdict = ANY (ARRAY['authentic'::text, 'authentic_misdated'::text, 'staged'::text, 'synthetic'::text, 'manipulated'::text, 'misattributed'::text, 'unverifiable'::text, 'insufficient'::text]))),
  CONSTRAINT evidence_assessment_author_fk FOREIGN KEY (recorded_by, organisation_id) REFERENCES registry.app_user(id, organisation_id),
  CONSTRAINT evidence_assessment_item_fk FOREIGN KEY (item_id) REFERENCES registry.evidence_item(id),
  CONSTRAINT evidence_assessment_pk PRIMARY KEY (id),
  CONSTRAINT evidence_assessment_one_word UNIQUE (item_id, organisation_id, recorded_at)
);
CREATE TRIGGER evidence_assessment_append_only BEFORE DELETE OR UPDATE ON registry.evidence_assessment FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER evidence_assessment_no_truncate BEFORE TRUNCATE ON registry.evidence_assessment FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
-- POLICY evidence_assessment_add a USING  WITH CHECK (((organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)) OR ( SELECT registry.reaches_registry() AS reaches_registry)) AND ( SELECT true
   FROM registry.evidence_item up
  WHERE (up.id = evidence_assessment.item_id)))
-- POLICY evidence_assessment_see r USING ( SELECT true
   FROM registry.evidence_item up
  WHERE (up.id = evidence_assessment.item_id)) WITH CHECK 
GRANT INSERT, SELECT ON registry.evidence_assessment TO whereabouts_app;

CREATE TABLE registry.evidence_assessment_withdrawal (
  assessment_id uuid NOT NULL,
  reason text NOT NULL,
  recorded_by uuid NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  CONSTRAINT evidence_assessment_withdrawal_reason_length CHECK (((length(reason) >= 3) AND (length(reason) <= 1000))),
  CONSTRAINT evidence_assessment_withdrawal_assessment_fk FOREIGN KEY (assessment_id) REFERENCES registry.evidence_assessment(id),
  CONSTRAINT evidence_assessment_withdrawal_recorded_by_fk FOREIGN KEY (recorded_by) REFERENCES registry.app_user(id),
  CONSTRAINT evidence_assessment_withdrawal_pk PRIMARY KEY (assessment_id)
);
CREATE TRIGGER evidence_assessment_withdrawal_append_only BEFORE DELETE OR UPDATE ON registry.evidence_assessment_withdrawal FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER evidence_assessment_withdrawal_no_truncate BEFORE TRUNCATE ON registry.evidence_assessment_withdrawal FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
-- POLICY evidence_assessment_withdrawal_add a USING  WITH CHECK (( SELECT true
   FROM registry.evidence_assessment up
  WHERE ((up.id = evidence_assessment_withdrawal.assessment_id) AND (up.organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)))) OR ( SELECT registry.reaches_registry() AS reaches_registry))
-- POLICY evidence_assessment_withdrawal_see r USING ( SELECT true
   FROM registry.evidence_assessment up
  WHERE (up.id = evidence_assessment_withdrawal.assessment_id)) WITH CHECK 
GRANT INSERT, SELECT ON registry.evidence_assessment_withdrawal TO whereabouts_app;

CREATE TABLE registry.evidence_custody (
  item_id uuid NOT NULL,
  number integer NOT NULL,
  from_organisation_id uuid,
  from_word text,
  to_organisation_id uuid,
  to_word text,
  handed_over text NOT NULL,
  recorded_by uuid NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  CONSTRAINT evidence_custody_from CHECK ((num_nonnulls(from_organisation_id, from_word) = 1)),
  CONSTRAINT evidence_custody_number_positive CHECK ((number > 0)),
  CONSTRAINT evidence_custody_to CHECK ((num_nonnulls(to_organisation_id, to_word) = 1)),
  CONSTRAINT evidence_custody_from_fk FOREIGN KEY (from_organisation_id) REFERENCES registry.organisation(id),
  CONSTRAINT evidence_custody_item_fk FOREIGN KEY (item_id) REFERENCES registry.evidence_item(id),
  CONSTRAINT evidence_custody_recorded_by_fk FOREIGN KEY (recorded_by) REFERENCES registry.app_user(id),
  CONSTRAINT evidence_custody_to_fk FOREIGN KEY (to_organisation_id) REFERENCES registry.organisation(id),
  CONSTRAINT evidence_custody_pk PRIMARY KEY (item_id, number)
);
CREATE TRIGGER evidence_custody_append_only BEFORE DELETE OR UPDATE ON registry.evidence_custody FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER evidence_custody_no_truncate BEFORE TRUNCATE ON registry.evidence_custody FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
-- POLICY evidence_custody_add a USING  WITH CHECK (( SELECT true
   FROM registry.evidence_item up
  WHERE ((up.id = evidence_custody.item_id) AND (up.organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)))) OR ( SELECT registry.reaches_registry() AS reaches_registry))
-- POLICY evidence_custody_see r USING ( SELECT true
   FROM registry.evidence_item up
  WHERE (up.id = evidence_custody.item_id)) WITH CHECK 
GRANT INSERT, SELECT ON registry.evidence_custody TO whereabouts_app;

CREATE TABLE registry.evidence_file (
  id uuid NOT NULL,
  item_id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  access text NOT NULL,
  media_type text NOT NULL,
  bytes integer NOT NULL,
  sha256 text NOT NULL,
  added_by uuid NOT NULL,
  added_at timestamp with time zone NOT NULL,
  replaces uuid,
  CONSTRAINT evidence_file_access CHECK ((access = ANY (ARRAY['open'::text, 'restricted'::text]))),
  CONSTRAINT evidence_file_bytes CHECK (((bytes >= 1) AND (bytes <= 4194304))),
  CONSTRAINT evidence_file_replaces_open CHECK (((replaces IS NULL) OR (access = 'open'::text))),
  CONSTRAINT evidence_file_sha256_form CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text)),
  CONSTRAINT evidence_file_author_fk FOREIGN KEY (added_by, organisation_id) REFERENCES registry.app_user(id, organisation_id),
  CONSTRAINT evidence_file_item_fk FOREIGN KEY (item_id) REFERENCES registry.evidence_item(id),
  CONSTRAINT evidence_file_replaces_fk FOREIGN KEY (replaces) REFERENCES registry.evidence_file(id),
  CONSTRAINT evidence_file_pk PRIMARY KEY (id)
);
CREATE UNIQUE INDEX evidence_file_one_of_access ON registry.evidence_file USING btree (item_id, access) WHERE (replaces IS NULL);
CREATE UNIQUE INDEX evidence_file_replaced_once ON registry.evidence_file USING btree (replaces);
CREATE TRIGGER evidence_file_append_only BEFORE DELETE OR UPDATE ON registry.evidence_file FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER evidence_file_no_truncate BEFORE TRUNCATE ON registry.evidence_file FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
-- POLICY evidence_file_add a USING  WITH CHECK ((organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)) AND ( SELECT true
   FROM registry.evidence_item up
  WHERE ((up.id = evidence_file.item_id) AND (up.organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)))))
-- POLICY evidence_file_see r USING ( SELECT true
   FROM registry.evidence_item up
  WHERE (up.id = evidence_file.item_id)) WITH CHECK 
GRANT INSERT, SELECT ON registry.evidence_file TO whereabouts_app;

CREATE TABLE registry.evidence_file_download (
  id uuid NOT NULL,
  file_id uuid NOT NULL,
  user_id uuid NOT NULL,
  request_id uuid,
  single_use boolean NOT NULL,
  downloaded_at timestamp with time zone NOT NULL,
  CONSTRAINT evidence_file_download_single_use_requested CHECK (((NOT single_use) OR (request_id IS NOT NULL))),
  CONSTRAINT evidence_file_download_file_fk FOREIGN KEY (file_id) REFERENCES registry.evidence_file(id),
  CONSTRAINT evidence_file_download_request_fk FOREIGN KEY (request_id) REFERENCES registry.evidence_file_request(id),
  CONSTRAINT evidence_file_download_user_fk FOREIGN KEY (user_id) REFERENCES registry.app_user(id),
  CONSTRAINT evidence_file_download_pk PRIMARY KEY (id)
);
CREATE INDEX evidence_file_download_file ON registry.evidence_file_download USING btree (file_id);
CREATE INDEX evidence_file_download_newest ON registry.evidence_file_download USING btree (downloaded_at DESC, id DESC);
CREATE INDEX evidence_file_download_of_request ON registry.evidence_file_download USING btree (request_id) WHERE (request_id IS NOT NULL);
CREATE UNIQUE INDEX evidence_file_download_single_use ON registry.evidence_file_download USING btree (request_id) WHERE single_use;
CREATE TRIGGER evidence_file_download_append_only BEFORE DELETE OR UPDATE ON registry.evidence_file_download FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER evidence_file_download_no_truncate BEFORE TRUNCATE ON registry.evidence_file_download FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
-- POLICY evidence_file_download_add a USING  WITH CHECK ((user_id = ( SELECT registry.actor_user() AS actor_user)) AND
CASE
    WHEN (request_id IS NULL) THEN ( SELECT true
       FROM registry.evidence_file up
      WHERE ((up.id = evidence_file_download.file_id) AND ((up.access = 'open'::text) OR (up.organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)))))
    ELSE ( SELECT true
       FROM registry.evidence_file_request up
      WHERE ((up.id = evidence_file_download.request_id) AND (up.file_id = evidence_file_download.file_id) AND (up.requested_by = ( SELECT registry.actor_user() AS actor_user)) AND (EXISTS ( SELECT 1
               FROM registry.evidence_file_request_step given
              WHERE ((given.request_id = up.id) AND (given.step = 'approved'::text) AND (given.single_use = evidence_file_download.single_use) AND (given.recorded_at <= evidence_file_download.downloaded_at) AND (evidence_file_download.downloaded_at < given.ends_at)))) AND (NOT (EXISTS ( SELECT 1
               FROM registry.evidence_file_request_step closed
              WHERE ((closed.request_id = up.id) AND (closed.step <> 'approved'::text)))))))
END)
-- POLICY evidence_file_download_not_destroyed a USING  WITH CHECK (NOT (EXISTS ( SELECT 1
   FROM registry.evidence_file_step gone
  WHERE ((gone.file_id = evidence_file_download.file_id) AND (gone.step = 'destroyed'::text)))))
-- POLICY evidence_file_download_see r USING ((user_id = ( SELECT registry.actor_user() AS actor_user)) OR ( SELECT true
   FROM registry.app_user up
  WHERE ((up.id = evidence_file_download.user_id) AND (up.organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)))) OR ( SELECT true
   FROM registry.evidence_file up
  WHERE ((up.id = evidence_file_download.file_id) AND (up.organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)))) OR ( SELECT registry.reaches_registry() AS reaches_registry)) WITH CHECK 
GRANT INSERT, SELECT ON registry.evidence_file_download TO whereabouts_app;

CREATE TABLE registry.evidence_file_request (
  id uuid NOT NULL,
  file_id uuid NOT NULL,
  requested_by uuid NOT NULL,
  organisation_id uuid NOT NULL,
  purpose text NOT NULL,
  reason text NOT NULL,
  days integer NOT NULL,
  single_use boolean NOT NULL,
  requested_at timestamp with time zone NOT NULL,
  CONSTRAINT evidence_file_request_days CHECK (((days >= 1) AND (days <= 30))),
  CONSTRAINT evidence_file_request_purpose CHECK ((purpose = ANY (ARRAY['assessment'::text, 'identification'::text, 'family_contact'::text, 'medical'::text]))),
  CONSTRAINT evidence_file_request_reason_length CHECK (((length(reason) >= 10) AND (length(reason) <= 2000))),
  CONSTRAINT evidence_file_request_author_fk FOREIGN KEY (requested_by, organisation_id) REFERENCES registry.app_user(id, organisation_id),
  CONSTRAINT evidence_file_request_file_fk FOREIGN KEY (file_id) REFERENCES registry.evidence_file(id),
  CONSTRAINT evidence_file_request_pk PRIMARY KEY (id)
);
CREATE INDEX evidence_file_request_author ON registry.evidence_file_request USING btree (requested_by, requested_at DESC, id DESC);
CREATE INDEX evidence_file_request_file ON registry.evidence_file_request USING btree (file_id);
CREATE TRIGGER evidence_file_request_append_only BEFORE DELETE OR UPDATE ON registry.evidence_file_request FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER evidence_file_request_no_truncate BEFORE TRUNCATE ON registry.evidence_file_request FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
-- POLICY evidence_file_request_add a USING  WITH CHECK ((organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)) AND (requested_by = ( SELECT registry.actor_user() AS actor_user)) AND ( SELECT true
   FROM registry.evidence_file up
  WHERE ((up.id = evidence_file_request.file_id) AND (up.access = 'restricted'::text) AND (up.organisation_id <> ( SELECT registry.actor_organisation() AS actor_organisation)))))
-- POLICY evidence_file_request_see r USING ((organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)) OR ( SELECT true
   FROM registry.evidence_file up
  WHERE ((up.id = evidence_file_request.file_id) AND (up.organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)))) OR ( SELECT registry.reaches_registry() AS reaches_registry)) WITH CHECK 
GRANT INSERT, SELECT ON registry.evidence_file_request TO whereabouts_app;

CREATE TABLE registry.evidence_file_request_step (
  request_id uuid NOT NULL,
  number integer NOT NULL,
  step text NOT NULL,
  single_use boolean,
  ends_at timestamp with time zone,
  reason text,
  recorded_by uuid NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  CONSTRAINT evidence_file_request_step_number_positive CHECK ((number > 0)),
  CONSTRAINT evidence_file_request_step_reason_length CHECK (((length(reason) >= 3) AND (length(reason) <= 1000))),
  CONSTRAINT evidence_file_request_step_step CHECK ((step = ANY (ARRAY['approved'::text, 'refused'::text, 'withdrawn'::text, 'revoked'::text]))),
  CONSTRAINT evidence_file_request_step_terms CHECK (
CASE
    WHEN (step = 'approved'::text) THEN ((num_nulls(single_use, ends_at) = 0) AND (reason IS NULL) AND (ends_at > recorded_at) AND (ends_at <= (recorded_at + '30 days'::interval)))
    ELSE ((num_nonnulls(single_use, ends_at) = 0) AND (reason IS NOT NULL))
END),
  CONSTRAINT evidence_file_request_step_recorded_by_fk FOREIGN KEY (recorded_by) REFERENCES registry.app_user(id),
  CONSTRAINT evidence_file_request_step_request_fk FOREIGN KEY (request_id) REFERENCES registry.evidence_file_request(id),
  CONSTRAINT evidence_file_request_step_pk PRIMARY KEY (request_id, number)
);
CREATE UNIQUE INDEX evidence_file_request_approved_once ON registry.evidence_file_request_step USING btree (request_id) WHERE (step = 'approved'::text);
CREATE UNIQUE INDEX evidence_file_request_closed_once ON registry.evidence_file_request_step USING btree (request_id) WHERE (step <> 'approved'::text);
CREATE TRIGGER evidence_file_request_step_append_only BEFORE DELETE OR UPDATE ON registry.evidence_file_request_step FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER evidence_file_request_step_no_truncate BEFORE TRUNCATE ON registry.evidence_file_request_step FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
-- POLICY evidence_file_request_step_add a USING  WITH CHECK ((recorded_by = ( SELECT registry.actor_user() AS actor_user)) AND
CASE step
    WHEN 'withdrawn'::text THEN ( SELECT true
       FROM registry.evidence_file_request up
      WHERE ((up.id = evidence_file_request_step.request_id) AND (up.requested_by = ( SELECT registry.actor_user() AS actor_user))))
    ELSE ( SELECT true
       FROM registry.evidence_file_request up
      WHERE ((up.id = evidence_file_request_step.request_id) AND ( SELECT true
               FROM registry.evidence_file own
              WHERE ((own.id = up.file_id) AND (own.organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation))))))
END)
-- POLICY evidence_file_request_step_see r USING ( SELECT true
   FROM registry.evidence_file_request up
  WHERE (up.id = evidence_file_request_step.request_id)) WITH CHECK 
GRANT INSERT, SELECT ON registry.evidence_file_request_step TO whereabouts_app;

CREATE TABLE registry.evidence_file_step (
  file_id uuid NOT NULL,
  number integer NOT NULL,
  step text NOT NULL,
  erasure_id uuid,
  reason text,
  recorded_by uuid,
  recorded_at timestamp with time zone NOT NULL,
  CONSTRAINT evidence_file_step_cause CHECK (
CASE
    WHEN (erasure_id IS NULL) THEN (num_nulls(reason, recorded_by) = 0)
    ELSE ((step = 'destroyed'::text) AND (num_nonnulls(reason, recorded_by) = 0))
END),
  CONSTRAINT evidence_file_step_number_positive CHECK ((number > 0)),
  CONSTRAINT evidence_file_step_reason_length CHECK (((length(reason) >= 10) AND (length(reason) <= 1000))),
  CONSTRAINT evidence_file_step_step CHECK ((step = ANY (ARRAY['kept'::text, 'destroyed'::text]))),
  CONSTRAINT evidence_file_step_erasure_fk FOREIGN KEY (erasure_id) REFERENCES registry.erasure(id),
  CONSTRAINT evidence_file_step_file_fk FOREIGN KEY (file_id) REFERENCES registry.evidence_file(id),
  CONSTRAINT evidence_file_step_recorded_by_fk FOREIGN KEY (recorded_by) REFERENCES registry.app_user(id),
  CONSTRAINT evidence_file_step_pk PRIMARY KEY (file_id, number)
);
CREATE INDEX evidence_file_step_of_erasure ON registry.evidence_file_step USING btree (erasure_id) WHERE (erasure_id IS NOT NULL);
CREATE UNIQUE INDEX evidence_file_step_destroyed_once ON registry.evidence_file_step USING btree (file_id) WHERE (step = 'destroyed'::text);
CREATE TRIGGER evidence_file_step_append_only BEFORE DELETE OR UPDATE ON registry.evidence_file_step FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER evidence_file_step_no_truncate BEFORE TRUNCATE ON registry.evidence_file_step FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
-- POLICY evidence_file_step_add a USING  WITH CHECK 
CASE
    WHEN (erasure_id IS NULL) THEN ((recorded_by = ( SELECT registry.actor_user() AS actor_user)) AND ( SELECT true
       FROM registry.evidence_file up
      WHERE ((up.id = evidence_file_step.file_id) AND (up.organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)))))
    ELSE ( SELECT registry.reaches_registry() AS reaches_registry)
END
-- POLICY evidence_file_step_see r USING ( SELECT true
   FROM registry.evidence_file up
  WHERE (up.id = evidence_file_step.file_id)) WITH CHECK 
GRANT INSERT, SELECT ON registry.evidence_file_step TO whereabouts_app;

CREATE TABLE registry.evidence_item (
  id uuid NOT NULL,
  code text NOT NULL,
  organisation_id uuid NOT NULL,
  recorded_by uuid NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  sha256 text NOT NULL,
  kind text NOT NULL,
  source text NOT NULL,
  link text,
  first_published text,
  made text,
  sensitivities text[] NOT NULL,
  unidentified_min integer,
  unidentified_max integer,
  sharing_level text NOT NULL,
  CONSTRAINT evidence_item_code_form CHECK ((code ~ '^EV(-[0-9A-Z]{5}){4}-[0-9A-Z]$'::text)),
  CONSTRAINT evidence_item_kind CHECK ((kind = ANY (ARRAY['video'::text, 'photo'::text, 'document'::text, 'audio'::text, 'other'::text]))),
  CONSTRAINT evidence_item_link_form CHECK (((link ~* '^https?://'::text) AND (length(link) <= 2000))),
  CONSTRAINT evidence_item_sensitivities CHECK ((sensitivities <@ ARRAY['personal_information_visible'::text, 'graphic_violence'::text, 'sexual_violence'::text, 'child_visible'::text, 'made_in_custody'::text, 'public_curiosity'::text, 'family_not_yet_told'::text, 'deleted_by_source'::text, 'deceptive_or_misleading'::text])),
  CONSTRAINT evidence_item_sha256_form CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text)),
  CONSTRAINT evidence_item_sharing_level CHECK ((sharing_level = ANY (ARRAY['registry_only'::text, 'named_organisations'::text, 'central_agency_only'::text, 'partners_pseudonymous'::text]))),
  CONSTRAINT evidence_item_unidentified CHECK (((num_nulls(unidentified_min, unidentified_max) = 2) OR (((unidentified_min >= 0) AND (unidentified_min <= unidentified_max)) AND ((unidentified_max >= 1) AND (unidentified_max <= 10000))))),
  CONSTRAINT evidence_item_author_fk FOREIGN KEY (recorded_by, organisation_id) REFERENCES registry.app_user(id, organisation_id),
  CONSTRAINT evidence_item_pk PRIMARY KEY (id),
  CONSTRAINT evidence_item_code_unique UNIQUE (code),
  CONSTRAINT evidence_item_original_unique UNIQUE (organisation_id, sha256)
);
CREATE INDEX evidence_item_listing ON registry.evidence_item USING btree (recorded_at, id);
CREATE INDEX evidence_item_original ON registry.evidence_item USING btree (sha256);
CREATE TRIGGER evidence_item_append_only BEFORE DELETE OR UPDATE ON registry.evidence_item FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER evidence_item_no_truncate BEFORE TRUNCATE ON registry.evidence_item FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
-- POLICY evidence_item_add a USING  WITH CHECK ((organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)) OR ( SELECT registry.reaches_registry() AS reaches_registry))
-- POLICY evidence_item_see r USING ((organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)) OR (sharing_level = ANY (( SELECT registry.actor_levels() AS actor_levels)::text[])) OR ((sharing_level = 'named_organisations'::text) AND registry.evidence_names_actor(id)) OR (( SELECT registry.actor_is_agency() AS actor_is_agency) AND registry.is_bureau(organisation_id))) WITH CHECK 
GRANT INSERT, SELECT ON registry.evidence_item TO whereabouts_app;

CREATE TABLE registry.evidence_named_organisation (
  item_id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  CONSTRAINT evidence_named_organisation_item_fk FOREIGN KEY (item_id) REFERENCES registry.evidence_item(id),
  CONSTRAINT evidence_named_organisation_organisation_fk FOREIGN KEY (organisation_id) REFERENCES registry.organisation(id),
  CONSTRAINT evidence_named_organisation_pk PRIMARY KEY (item_id, organisation_id)
);
CREATE TRIGGER evidence_named_organisation_append_only BEFORE DELETE OR UPDATE ON registry.evidence_named_organisation FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER evidence_named_organisation_no_truncate BEFORE TRUNCATE ON registry.evidence_named_organisation FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
-- POLICY evidence_named_organisation_add a USING  WITH CHECK (( SELECT true
   FROM registry.evidence_item up
  WHERE ((up.id = evidence_named_organisation.item_id) AND (up.organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)))) OR ( SELECT registry.reaches_registry() AS reaches_registry))
-- POLICY evidence_named_organisation_look_up r USING true WITH CHECK 
-- POLICY evidence_named_organisation_see r USING ((organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)) OR ( SELECT true
   FROM registry.evidence_item up
  WHERE (up.id = evidence_named_organisation.item_id))) WITH CHECK 
GRANT INSERT, SELECT ON registry.evidence_named_organisation TO whereabouts_app;

CREATE TABLE registry.exchange (
  id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  intermediary_party_id uuid,
  intermediary_organisation_id uuid,
  agreement text,
  clause text,
  day_edtf text,
  day_earliest timestamp with time zone,
  day_latest timestamp with time zone,
  place_code text,
  place_precision text,
  sharing_level text NOT NULL,
  legal_basis text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT exchange_agreement_form CHECK ((agreement ~ '^[A-Za-z0-9][A-Za-z0-9:._/-]{0,79}$'::text)),
  CONSTRAINT exchange_clause_form CHECK ((clause ~ '^[A-Za-z0-9][A-Za-z0-9:._/-]{0,39}$'::text)),
  CONSTRAINT exchange_day_whole CHECK ((((day_edtf IS NULL) = (day_earliest IS NULL)) AND ((day_edtf IS NULL) = (day_latest IS NULL)))),
  CONSTRAINT exchange_legal_basis CHECK ((legal_basis = ANY (ARRAY['consent'::text, 'vital_interests'::text, 'public_interest'::text, 'legal_obligation'::text, 'legitimate_interest'::text]))),
  CONSTRAINT exchange_one_intermediary CHECK (((intermediary_party_id IS NULL) OR (intermediary_organisation_id IS NULL))),
  CONSTRAINT exchange_place_pair CHECK (((place_code IS NULL) = (place_precision IS NULL))),
  CONSTRAINT exchange_sharing_level CHECK ((sharing_level = ANY (ARRAY['registry_only'::text, 'named_organisations'::text, 'central_agency_only'::text, 'partners_pseudonymous'::text]))),
  CONSTRAINT exchange_intermediary_organisation_fk FOREIGN KEY (intermediary_organisation_id) REFERENCES registry.organisation(id),
  CONSTRAINT exchange_intermediary_party_fk FOREIGN KEY (intermediary_party_id) REFERENCES registry.party(id),
  CONSTRAINT exchange_organisation_fk FOREIGN KEY (organisation_id) REFERENCES registry.organisation(id),
  CONSTRAINT exchange_place_fk FOREIGN KEY (place_code) REFERENCES registry.place(code),
  CONSTRAINT exchange_pk PRIMARY KEY (id)
);
CREATE INDEX exchange_created ON registry.exchange USING btree (created_at, id);
CREATE TRIGGER exchange_append_only BEFORE DELETE OR UPDATE ON registry.exchange FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER exchange_no_truncate BEFORE TRUNCATE ON registry.exchange FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
-- POLICY exchange_add a USING  WITH CHECK ((organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)) OR ( SELECT registry.reaches_registry() AS reaches_registry))
-- POLICY exchange_see r USING ((organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)) OR (sharing_level = ANY (( SELECT registry.actor_levels() AS actor_levels)::text[])) OR ((sharing_level = 'named_organisations'::text) AND registry.exchange_names_actor(id)) OR (( SELECT registry.actor_is_agency() AS actor_is_agency) AND registry.is_bureau(organisation_id))) WITH CHECK 
GRANT INSERT, SELECT ON registry.exchange TO whereabouts_app;

CREATE TABLE registry.exchange_count (
  id uuid NOT NULL,
  exchange_id uuid NOT NULL,
  party_id uuid NOT NULL,
  counted text NOT NULL,
  count integer NOT NULL,
  said_by_party_id uuid,
  recorded_by uuid NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  CONSTRAINT exchange_count_counted CHECK ((counted = ANY (ARRAY['agreed'::text, 'handed_over'::text, 'absent'::text]))),
  CONSTRAINT exchange_count_not_negative CHECK ((count >= 0)),
  CONSTRAINT exchange_count_recorded_by_fk FOREIGN KEY (recorded_by) REFERENCES registry.app_user(id),
  CONSTRAINT exchange_count_said_by_fk FOREIGN KEY (said_by_party_id) REFERENCES registry.party(id),
  CONSTRAINT exchange_count_side_fk FOREIGN KEY (exchange_id, party_id) REFERENCES registry.exchange_side(exchange_id, party_id),
  CONSTRAINT exchange_count_pk PRIMARY KEY (id)
);
CREATE INDEX exchange_count_exchange ON registry.exchange_count USING btree (exchange_id);
CREATE TRIGGER exchange_count_append_only BEFORE DELETE OR UPDATE ON registry.exchange_count FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER exchange_count_no_truncate BEFORE TRUNCATE ON registry.exchange_count FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
-- POLICY exchange_count_add a USING  WITH CHECK (( SELECT true
   FROM registry.exchange up
  WHERE ((up.id = exchange_count.exchange_id) AND (up.organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)))) OR ( SELECT registry.reaches_registry() AS reaches_registry))
-- POLICY exchange_count_see r USING ( SELECT true
   FROM registry.exchange up
  WHERE (up.id = exchange_count.exchange_id)) WITH CHECK 
GRANT INSERT, SELECT ON registry.exchange_count TO whereabouts_app;

CREATE TABLE registry.exchange_entry_statement (
  statement_id uuid NOT NULL,
  entry_id uuid NOT NULL,
  CONSTRAINT exchange_entry_statement_entry_fk FOREIGN KEY (entry_id) REFERENCES registry.exchange_roster_entry(id),
  CONSTRAINT exchange_entry_statement_statement_fk FOREIGN KEY (statement_id) REFERENCES registry.statement(id),
  CONSTRAINT exchange_entry_statement_pk PRIMARY KEY (statement_id)
);
CREATE INDEX exchange_entry_statement_entry ON registry.exchange_entry_statement USING btree (entry_id);
CREATE TRIGGER exchange_entry_statement_append_only BEFORE DELETE OR UPDATE ON registry.exchange_entry_statement FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER exchange_entry_statement_no_truncate BEFORE TRUNCATE ON registry.exchange_entry_statement FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
-- POLICY exchange_entry_statement_add a USING  WITH CHECK (registry.owns_statement(statement_id) OR ( SELECT registry.reaches_registry() AS reaches_registry))
-- POLICY exchange_entry_statement_see r USING ( SELECT true
   FROM registry.exchange_roster_entry up
  WHERE (up.id = exchange_entry_statement.entry_id)) WITH CHECK 
GRANT INSERT, SELECT ON registry.exchange_entry_statement TO whereabouts_app;

CREATE TABLE registry.exchange_named_organisation (
  exchange_id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  CONSTRAINT exchange_named_organisation_exchange_fk FOREIGN KEY (exchange_id) REFERENCES registry.exchange(id),
  CONSTRAINT exchange_named_organisation_organisation_fk FOREIGN KEY (organisation_id) REFERENCES registry.organisation(id),
  CONSTRAINT exchange_named_organisation_pk PRIMARY KEY (exchange_id, organisation_id)
);
CREATE TRIGGER exchange_named_organisation_append_only BEFORE DELETE OR UPDATE ON registry.exchange_named_organisation FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER exchange_named_organisation_no_truncate BEFORE TRUNCATE ON registry.exchange_named_organisation FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
-- POLICY exchange_named_organisation_add a USING  WITH CHECK (( SELECT true
   FROM registry.exchange up
  WHERE ((up.id = exchange_named_organisation.exchange_id) AND (up.organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)))) OR ( SELECT registry.reaches_registry() AS reaches_registry))
-- POLICY exchange_named_organisation_look_up r USING true WITH CHECK 
-- POLICY exchange_named_organisation_see r USING ((organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)) OR ( SELECT true
   FROM registry.exchange up
  WHERE (up.id = exchange_named_organisation.exchange_id))) WITH CHECK 
GRANT INSERT, SELECT ON registry.exchange_named_organisation TO whereabouts_app;

CREATE TABLE registry.exchange_roster_entry (
  id uuid NOT NULL,
  exchange_id uuid NOT NULL,
  person_id uuid NOT NULL,
  party_id uuid NOT NULL,
  standing text NOT NULL,
  said text,
  confidential boolean NOT NULL,
  unidentified boolean NOT NULL,
  revision integer NOT NULL,
  reason text,
  recorded_by uuid NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  CONSTRAINT exchange_roster_entry_reason_length CHECK (((length(reason) >= 3) AND (length(reason) <= 1000))),
  CONSTRAINT exchange_roster_entry_revision CHECK ((revision > 0)),
  CONSTRAINT exchange_roster_entry_said CHECK (((standing = 'absent'::text) = (said IS NOT NULL))),
  CONSTRAINT exchange_roster_entry_standing CHECK ((standing = ANY (ARRAY['listed'::text, 'handed_over'::text, 'absent'::text, 'unlisted'::text, 'withdrawn'::text]))),
  CONSTRAINT exchange_roster_entry_person_fk FOREIGN KEY (person_id) REFERENCES registry.person(id),
  CONSTRAINT exchange_roster_entry_recorded_by_fk FOREIGN KEY (recorded_by) REFERENCES registry.app_user(id),
  CONSTRAINT exchange_roster_entry_side_fk FOREIGN KEY (exchange_id, party_id) REFERENCES registry.exchange_side(exchange_id, party_id),
  CONSTRAINT exchange_roster_entry_pk PRIMARY KEY (id),
  CONSTRAINT exchange_roster_entry_revision_unique UNIQUE (exchange_id, person_id, revision)
);
CREATE INDEX exchange_roster_entry_person ON registry.exchange_roster_entry USING btree (person_id);
CREATE TRIGGER exchange_roster_entry_append_only BEFORE DELETE OR UPDATE ON registry.exchange_roster_entry FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER exchange_roster_entry_no_truncate BEFORE TRUNCATE ON registry.exchange_roster_entry FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
-- POLICY exchange_roster_entry_add a USING  WITH CHECK (( SELECT true
   FROM registry.exchange up
  WHERE ((up.id = exchange_roster_entry.exchange_id) AND (up.organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)))) OR ( SELECT registry.reaches_registry() AS reaches_registry))
-- POLICY exchange_roster_entry_see r USING 
CASE
    WHEN confidential THEN (( SELECT true
       FROM registry.exchange up
      WHERE ((up.id = exchange_roster_entry.exchange_id) AND (up.organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)))) OR ( SELECT registry.reaches_registry() AS reaches_registry))
    ELSE ( SELECT true
       FROM registry.exchange up
      WHERE (up.id = exchange_roster_entry.exchange_id))
END WITH CHECK 
GRANT INSERT, SELECT ON registry.exchange_roster_entry TO whereabouts_app;

CREATE TABLE registry.exchange_side (
  exchange_id uuid NOT NULL,
  party_id uuid NOT NULL,
  "position" smallint NOT NULL,
  CONSTRAINT exchange_side_exchange_fk FOREIGN KEY (exchange_id) REFERENCES registry.exchange(id),
  CONSTRAINT exchange_side_party_fk FOREIGN KEY (party_id) REFERENCES registry.party(id),
  CONSTRAINT exchange_side_pk PRIMARY KEY (exchange_id, party_id)
);
CREATE TRIGGER exchange_side_append_only BEFORE DELETE OR UPDATE ON registry.exchange_side FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER exchange_side_no_truncate BEFORE TRUNCATE ON registry.exchange_side FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
-- POLICY exchange_side_add a USING  WITH CHECK (( SELECT true
   FROM registry.exchange up
  WHERE ((up.id = exchange_side.exchange_id) AND (up.organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)))) OR ( SELECT registry.reaches_registry() AS reaches_registry))
-- POLICY exchange_side_see r USING ( SELECT true
   FROM registry.exchange up
  WHERE (up.id = exchange_side.exchange_id)) WITH CHECK 
GRANT INSERT, SELECT ON registry.exchange_side TO whereabouts_app;

CREATE TABLE registry.exchange_step (
  exchange_id uuid NOT NULL,
  number smallint NOT NULL,
  state text NOT NULL,
  day_edtf text,
  day_earliest timestamp with time zone,
  day_latest timestamp with time zone,
  place_code text,
  place_precision text,
  source text,
  grade text,
  basis text,
  attested_by text,
  organisation_id uuid NOT NULL,
  recorded_by uuid NOT NULL,
  via text NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  CONSTRAINT exchange_step_attested CHECK (((state = 'verified'::text) = (attested_by IS NOT NULL))),
  CONSTRAINT exchange_step_attested_by CHECK ((attested_by = ANY (ARRAY['receiving_side'::text, 'neutral_agency'::text]))),
  CONSTRAINT exchange_step_dated CHECK (((state <> ALL (ARRAY['handed_over'::text, 'verified'::text])) OR (day_edtf IS NOT NULL))),
  CONSTRAINT exchange_step_day_whole CHECK ((((day_edtf IS NULL) = (day_earliest IS NULL)) AND ((day_edtf IS NULL) = (day_latest IS NULL)))),
  CONSTRAINT exchange_step_first CHECK (((number = 1) = (state = 'proposed'::text))),
  CONSTRAINT exchange_step_place_pair CHECK (((place_code IS NULL) = (place_precision IS NULL))),
  CONSTRAINT exchange_step_state CHECK ((state = ANY (ARRAY['proposed'::text, 'agreed'::text, 'handed_over'::text, 'verified'::text, 'called_off'::text]))),
  CONSTRAINT exchange_step_exchange_fk FOREIGN KEY (exchange_id) REFERENCES registry.exchange(id),
  CONSTRAINT exchange_step_place_fk FOREIGN KEY (place_code) REFERENCES registry.place(code),
  CONSTRAINT exchange_step_recorded_by_fk FOREIGN KEY (recorded_by, organisation_id) REFERENCES registry.app_user(id, organisation_id),
  CONSTRAINT exchange_step_pk PRIMARY KEY (exchange_id, number),
  CONSTRAINT exchange_step_once UNIQUE (exchange_id, state)
);
CREATE TRIGGER exchange_step_append_only BEFORE DELETE OR UPDATE ON registry.exchange_step FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER exchange_step_no_truncate BEFORE TRUNCATE ON registry.exchange_step FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
-- POLICY exchange_step_add a USING  WITH CHECK (((organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)) OR ( SELECT registry.reaches_registry() AS reaches_registry)) AND ( SELECT true
   FROM registry.exchange up
  WHERE (up.id = exchange_step.exchange_id)))
-- POLICY exchange_step_see r USING ( SELECT true
   FROM registry.exchange up
  WHERE (up.id = exchange_step.exchange_id)) WITH CHECK 
GRANT INSERT, SELECT ON registry.exchange_step TO whereabouts_app;

CREATE TABLE registry.idempotency (
  user_id uuid NOT NULL,
  method text NOT NULL,
  path text NOT NULL,
  key text NOT NULL,
  body_hash bytea NOT NULL,
  response jsonb,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT idempotency_user_fk FOREIGN KEY (user_id) REFERENCES registry.app_user(id),
  CONSTRAINT idempotency_pk PRIMARY KEY (user_id, method, path, key)
);
CREATE INDEX idempotency_created ON registry.idempotency USING btree (created_at);
-- POLICY idempotency_add a USING  WITH CHECK ((user_id = ( SELECT registry.actor_user() AS actor_user)) OR ( SELECT registry.reaches_registry() AS reaches_registry))
-- POLICY idempotency_change w USING ((user_id = ( SELECT registry.actor_user() AS actor_user)) OR ( SELECT registry.reaches_registry() AS reaches_registry)) WITH CHECK 
-- POLICY idempotency_remove d USING ((user_id = ( SELECT registry.actor_user() AS actor_user)) OR ( SELECT registry.reaches_registry() AS reaches_registry)) WITH CHECK 
-- POLICY idempotency_see r USING ((user_id = ( SELECT registry.actor_user() AS actor_user)) OR ( SELECT registry.reaches_registry() AS reaches_registry)) WITH CHECK 
GRANT DELETE, INSERT, SELECT ON registry.idempotency TO whereabouts_app;
GRANT UPDATE (response) ON registry.idempotency TO whereabouts_app;

CREATE TABLE registry.import_job (
  id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  user_id uuid NOT NULL,
  format text NOT NULL,
  file_sha256 bytea NOT NULL,
  mapping_sha256 bytea NOT NULL,
  row_reached bigint NOT NULL,
  added bigint NOT NULL,
  matched bigint NOT NULL,
  refused bigint NOT NULL,
  statements_added bigint NOT NULL,
  started_at timestamp with time zone NOT NULL,
  finished_at timestamp with time zone,
  CONSTRAINT import_job_organisation_fk FOREIGN KEY (organisation_id) REFERENCES registry.organisation(id),
  CONSTRAINT import_job_user_fk FOREIGN KEY (user_id) REFERENCES registry.app_user(id),
  CONSTRAINT import_job_pk PRIMARY KEY (id),
  CONSTRAINT import_job_file_unique UNIQUE (organisation_id, file_sha256, mapping_sha256)
);
-- POLICY import_job_add a USING  WITH CHECK ((organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)) OR ( SELECT registry.reaches_registry() AS reaches_registry))
-- POLICY import_job_change w USING ((organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)) OR ( SELECT registry.reaches_registry() AS reaches_registry)) WITH CHECK 
-- POLICY import_job_see r USING ((organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)) OR ( SELECT registry.reaches_registry() AS reaches_registry)) WITH CHECK 
GRANT INSERT, SELECT, UPDATE ON registry.import_job TO whereabouts_app;

CREATE TABLE registry.import_report (
  job_id uuid NOT NULL,
  first_row bigint NOT NULL,
  lines json NOT NULL,
  CONSTRAINT import_report_lines_array CHECK ((json_typeof(lines) = 'array'::text)),
  CONSTRAINT import_report_job_fk FOREIGN KEY (job_id) REFERENCES registry.import_job(id),
  CONSTRAINT import_report_pk PRIMARY KEY (job_id, first_row)
);
-- POLICY import_report_add a USING  WITH CHECK (( SELECT true
   FROM registry.import_job up
  WHERE ((up.id = import_report.job_id) AND (up.organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)))) OR ( SELECT registry.reaches_registry() AS reaches_registry))
-- POLICY import_report_see r USING ( SELECT true
   FROM registry.import_job up
  WHERE (up.id = import_report.job_id)) WITH CHECK 
GRANT INSERT, SELECT ON registry.import_report TO whereabouts_app;

CREATE TABLE registry.inquiry (
  id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  user_id uuid NOT NULL,
  purpose text NOT NULL,
  state text NOT NULL,
  band text,
  status text,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT inquiry_band CHECK ((band = ANY (ARRAY['one_match'::text, 'possible_matches'::text, 'none'::text, 'contact_registry'::text]))),
  CONSTRAINT inquiry_band_when_answered CHECK (((state = 'answered'::text) = (band IS NOT NULL))),
  CONSTRAINT inquiry_state CHECK ((state = ANY (ARRAY['received'::text, 'answered'::text]))),
  CONSTRAINT inquiry_organisation_fk FOREIGN KEY (organisation_id) REFERENCES registry.organisation(id),
  CONSTRAINT inquiry_user_fk FOREIGN KEY (user_id) REFERENCES registry.app_user(id),
  CONSTRAINT inquiry_pk PRIMARY KEY (id)
);
CREATE INDEX inquiry_organisation ON registry.inquiry USING btree (organisation_id, created_at);
-- POLICY inquiry_add a USING  WITH CHECK ((organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)) OR ( SELECT registry.reaches_registry() AS reaches_registry))
-- POLICY inquiry_see r USING ((organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)) OR (( SELECT registry.actor_is_agency() AS actor_is_agency) AND (state = 'received'::text)) OR ( SELECT registry.reaches_registry() AS reaches_registry)) WITH CHECK 
GRANT INSERT, SELECT ON registry.inquiry TO whereabouts_app;

CREATE TABLE registry.inquiry_reply (
  id uuid NOT NULL,
  inquiry_id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  prepared_by uuid NOT NULL,
  prepared_at timestamp with time zone NOT NULL,
  tells text[] NOT NULL,
  person_id uuid,
  owner_organisation_id uuid,
  basis text,
  asker_organisation_id uuid NOT NULL,
  purpose text NOT NULL,
  CONSTRAINT inquiry_reply_basis_known CHECK ((basis = ANY (ARRAY['person_will'::text, 'owner_consent'::text]))),
  CONSTRAINT inquiry_reply_nothing_about_nobody CHECK (((('no_information'::text = ANY (tells)) = (person_id IS NULL)) AND ((person_id IS NULL) = (basis IS NULL)) AND ((person_id IS NULL) = (owner_organisation_id IS NULL)) AND (('no_information'::text <> ALL (tells)) OR (cardinality(tells) = 1)))),
  CONSTRAINT inquiry_reply_tells_known CHECK (((cardinality(tells) > 0) AND (tells <@ ARRAY['no_information'::text, 'record_exists'::text, 'whereabouts_status'::text, 'contact_organisation'::text]))),
  CONSTRAINT inquiry_reply_asker_fk FOREIGN KEY (asker_organisation_id) REFERENCES registry.organisation(id),
  CONSTRAINT inquiry_reply_author_fk FOREIGN KEY (prepared_by, organisation_id) REFERENCES registry.app_user(id, organisation_id),
  CONSTRAINT inquiry_reply_inquiry_fk FOREIGN KEY (inquiry_id) REFERENCES registry.inquiry(id),
  CONSTRAINT inquiry_reply_owner_fk FOREIGN KEY (owner_organisation_id) REFERENCES registry.organisation(id),
  CONSTRAINT inquiry_reply_person_fk FOREIGN KEY (person_id) REFERENCES registry.person(id),
  CONSTRAINT inquiry_reply_pk PRIMARY KEY (id),
  CONSTRAINT inquiry_reply_of_one_inquiry UNIQUE (id, inquiry_id)
);
CREATE INDEX inquiry_reply_of_inquiry ON registry.inquiry_reply USING btree (inquiry_id, prepared_at);
CREATE INDEX inquiry_reply_of_owner ON registry.inquiry_reply USING btree (owner_organisation_id, prepared_at) WHERE (basis = 'owner_consent'::text);
CREATE TRIGGER inquiry_reply_append_only BEFORE DELETE OR UPDATE ON registry.inquiry_reply FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER inquiry_reply_no_truncate BEFORE TRUNCATE ON registry.inquiry_reply FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
-- POLICY inquiry_reply_add a USING  WITH CHECK ((organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)) AND (prepared_by = ( SELECT registry.actor_user() AS actor_user)) AND ( SELECT registry.actor_is_agency() AS actor_is_agency))
-- POLICY inquiry_reply_see r USING ((organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)) OR ((owner_organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)) AND (basis = 'owner_consent'::text)) OR ( SELECT registry.reaches_registry() AS reaches_registry)) WITH CHECK 
GRANT INSERT, SELECT ON registry.inquiry_reply TO whereabouts_app;

CREATE TABLE registry.inquiry_reply_step (
  reply_id uuid NOT NULL,
  number integer NOT NULL,
  step text NOT NULL,
  organisation_id uuid NOT NULL,
  recorded_by uuid NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  CONSTRAINT inquiry_reply_step_known CHECK ((step = ANY (ARRAY['consent_given'::text, 'consent_refused'::text, 'released'::text, 'rejected'::text]))),
  CONSTRAINT inquiry_reply_step_number_positive CHECK ((number > 0)),
  CONSTRAINT inquiry_reply_step_author_fk FOREIGN KEY (recorded_by, organisation_id) REFERENCES registry.app_user(id, organisation_id),
  CONSTRAINT inquiry_reply_step_reply_fk FOREIGN KEY (reply_id) REFERENCES registry.inquiry_reply(id),
  CONSTRAINT inquiry_reply_step_pk PRIMARY KEY (reply_id, number)
);
CREATE UNIQUE INDEX inquiry_reply_step_decided_once ON registry.inquiry_reply_step USING btree (reply_id) WHERE (step = ANY (ARRAY['released'::text, 'rejected'::text]));
CREATE TRIGGER inquiry_reply_step_append_only BEFORE DELETE OR UPDATE ON registry.inquiry_reply_step FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER inquiry_reply_step_no_truncate BEFORE TRUNCATE ON registry.inquiry_reply_step FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
-- POLICY inquiry_reply_step_add a USING  WITH CHECK ((organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)) AND (recorded_by = ( SELECT registry.actor_user() AS actor_user)) AND ( SELECT true
   FROM registry.inquiry_reply up
  WHERE (up.id = inquiry_reply_step.reply_id)))
-- POLICY inquiry_reply_step_see r USING ( SELECT true
   FROM registry.inquiry_reply up
  WHERE (up.id = inquiry_reply_step.reply_id)) WITH CHECK 
GRANT INSERT, SELECT ON registry.inquiry_reply_step TO whereabouts_app;

CREATE TABLE registry.inquiry_told (
  reply_id uuid NOT NULL,
  turn integer GENERATED AS IDENTITY NOT NULL,
  inquiry_id uuid NOT NULL,
  tells text[] NOT NULL,
  status text,
  contact_organisation_id uuid,
  told_at timestamp with time zone NOT NULL,
  CONSTRAINT inquiry_told_contact_where_told CHECK (((contact_organisation_id IS NOT NULL) = ('contact_organisation'::text = ANY (tells)))),
  CONSTRAINT inquiry_told_status_where_told CHECK (((status IS NOT NULL) = ('whereabouts_status'::text = ANY (tells)))),
  CONSTRAINT inquiry_told_tells_known CHECK (((cardinality(tells) > 0) AND (tells <@ ARRAY['no_information'::text, 'record_exists'::text, 'whereabouts_status'::text, 'contact_organisation'::text]))),
  CONSTRAINT inquiry_told_contact_fk FOREIGN KEY (contact_organisation_id) REFERENCES registry.organisation(id),
  CONSTRAINT inquiry_told_reply_fk FOREIGN KEY (reply_id, inquiry_id) REFERENCES registry.inquiry_reply(id, inquiry_id),
  CONSTRAINT inquiry_told_pk PRIMARY KEY (reply_id),
  CONSTRAINT inquiry_told_turn_unique UNIQUE (turn)
);
CREATE INDEX inquiry_told_of_inquiry ON registry.inquiry_told USING btree (inquiry_id, told_at);
CREATE TRIGGER inquiry_told_append_only BEFORE DELETE OR UPDATE ON registry.inquiry_told FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER inquiry_told_no_truncate BEFORE TRUNCATE ON registry.inquiry_told FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
-- POLICY inquiry_told_add a USING  WITH CHECK ( SELECT true
   FROM registry.inquiry_reply up
  WHERE ((up.id = inquiry_told.reply_id) AND (up.organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation))))
-- POLICY inquiry_told_see r USING ( SELECT true
   FROM registry.inquiry up
  WHERE (up.id = inquiry_told.inquiry_id)) WITH CHECK 
GRANT INSERT, SELECT ON registry.inquiry_told TO whereabouts_app;

CREATE TABLE registry.inquiry_told_turn_seq (

);

CREATE TABLE registry.list (
  id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  recorded_by uuid NOT NULL,
  reference text,
  submitter_organisation_id uuid,
  submitter_party_id uuid,
  recipient_organisation_id uuid,
  recipient_party_id uuid,
  submitted_on date NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT list_one_recipient CHECK ((num_nonnulls(recipient_organisation_id, recipient_party_id) = 1)),
  CONSTRAINT list_one_submitter CHECK ((num_nonnulls(submitter_organisation_id, submitter_party_id) = 1)),
  CONSTRAINT list_reference_length CHECK (((length(reference) >= 1) AND (length(reference) <= 200))),
  CONSTRAINT list_organisation_fk FOREIGN KEY (organisation_id) REFERENCES registry.organisation(id),
  CONSTRAINT list_recipient_organisation_fk FOREIGN KEY (recipient_organisation_id) REFERENCES registry.organisation(id),
  CONSTRAINT list_recipient_party_fk FOREIGN KEY (recipient_party_id) REFERENCES registry.party(id),
  CONSTRAINT list_submitter_organisation_fk FOREIGN KEY (submitter_organisation_id) REFERENCES registry.organisation(id),
  CONSTRAINT list_submitter_party_fk FOREIGN KEY (submitter_party_id) REFERENCES registry.party(id),
  CONSTRAINT list_worker_fk FOREIGN KEY (recorded_by, organisation_id) REFERENCES registry.app_user(id, organisation_id),
  CONSTRAINT list_pk PRIMARY KEY (id),
  CONSTRAINT list_reference_unique UNIQUE (organisation_id, reference)
);
CREATE INDEX list_listing ON registry.list USING btree (organisation_id, submitted_on, id);
-- POLICY list_add a USING  WITH CHECK ((organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)) OR ( SELECT registry.reaches_registry() AS reaches_registry))
-- POLICY list_see r USING ((organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)) OR ( SELECT registry.reaches_registry() AS reaches_registry)) WITH CHECK 
GRANT INSERT, SELECT ON registry.list TO whereabouts_app;

CREATE TABLE registry.list_answer (
  id uuid NOT NULL,
  list_id uuid NOT NULL,
  line_id uuid,
  answer text NOT NULL,
  answered_on date NOT NULL,
  organisation_id uuid,
  party_id uuid,
  grade text NOT NULL,
  recorded_by uuid NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  CONSTRAINT list_answer_answer CHECK ((answer = ANY (ARRAY['acknowledged'::text, 'denied'::text, 'no_information'::text, 'refused'::text, 'returned'::text, 'dead'::text]))),
  CONSTRAINT list_answer_grade CHECK ((grade ~ '^[A-F][1-6]$'::text)),
  CONSTRAINT list_answer_one_giver CHECK ((num_nonnulls(organisation_id, party_id) = 1)),
  CONSTRAINT list_answer_line_fk FOREIGN KEY (line_id) REFERENCES registry.list_line(id),
  CONSTRAINT list_answer_list_fk FOREIGN KEY (list_id) REFERENCES registry.list(id),
  CONSTRAINT list_answer_organisation_fk FOREIGN KEY (organisation_id) REFERENCES registry.organisation(id),
  CONSTRAINT list_answer_party_fk FOREIGN KEY (party_id) REFERENCES registry.party(id),
  CONSTRAINT list_answer_recorded_by_fk FOREIGN KEY (recorded_by) REFERENCES registry.app_user(id),
  CONSTRAINT list_answer_pk PRIMARY KEY (id)
);
CREATE INDEX list_answer_list ON registry.list_answer USING btree (list_id, line_id);
CREATE TRIGGER list_answer_append_only BEFORE DELETE OR UPDATE ON registry.list_answer FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER list_answer_no_truncate BEFORE TRUNCATE ON registry.list_answer FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
-- POLICY list_answer_add a USING  WITH CHECK (( SELECT true
   FROM registry.list up
  WHERE ((up.id = list_answer.list_id) AND (up.organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)))) OR ( SELECT registry.reaches_registry() AS reaches_registry))
-- POLICY list_answer_see r USING ( SELECT true
   FROM registry.list up
  WHERE (up.id = list_answer.list_id)) WITH CHECK 
GRANT INSERT, SELECT ON registry.list_answer TO whereabouts_app;

CREATE TABLE registry.list_answer_statement (
  statement_id uuid NOT NULL,
  answer_id uuid NOT NULL,
  CONSTRAINT list_answer_statement_answer_fk FOREIGN KEY (answer_id) REFERENCES registry.list_answer(id),
  CONSTRAINT list_answer_statement_statement_fk FOREIGN KEY (statement_id) REFERENCES registry.statement(id),
  CONSTRAINT list_answer_statement_pk PRIMARY KEY (statement_id)
);
CREATE INDEX list_answer_statement_answer ON registry.list_answer_statement USING btree (answer_id);
CREATE TRIGGER list_answer_statement_append_only BEFORE DELETE OR UPDATE ON registry.list_answer_statement FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER list_answer_statement_no_truncate BEFORE TRUNCATE ON registry.list_answer_statement FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
-- POLICY list_answer_statement_add a USING  WITH CHECK ( SELECT true
   FROM registry.list_answer up
  WHERE (up.id = list_answer_statement.answer_id))
-- POLICY list_answer_statement_see r USING ( SELECT true
   FROM registry.list_answer up
  WHERE (up.id = list_answer_statement.answer_id)) WITH CHECK 
GRANT INSERT, SELECT ON registry.list_answer_statement TO whereabouts_app;

CREATE TABLE registry.list_answer_withdrawal (
  answer_id uuid NOT NULL,
  reason text NOT NULL,
  recorded_by uuid NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  CONSTRAINT list_answer_withdrawal_reason_length CHECK (((length(reason) >= 3) AND (length(reason) <= 1000))),
  CONSTRAINT list_answer_withdrawal_answer_fk FOREIGN KEY (answer_id) REFERENCES registry.list_answer(id),
  CONSTRAINT list_answer_withdrawal_recorded_by_fk FOREIGN KEY (recorded_by) REFERENCES registry.app_user(id),
  CONSTRAINT list_answer_withdrawal_pk PRIMARY KEY (answer_id)
);
CREATE TRIGGER list_answer_withdrawal_append_only BEFORE DELETE OR UPDATE ON registry.list_answer_withdrawal FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER list_answer_withdrawal_no_truncate BEFORE TRUNCATE ON registry.list_answer_withdrawal FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
-- POLICY list_answer_withdrawal_add a USING  WITH CHECK ( SELECT true
   FROM registry.list_answer up
  WHERE (up.id = list_answer_withdrawal.answer_id))
-- POLICY list_answer_withdrawal_see r USING ( SELECT true
   FROM registry.list_answer up
  WHERE (up.id = list_answer_withdrawal.answer_id)) WITH CHECK 
GRANT INSERT, SELECT ON registry.list_answer_withdrawal TO whereabouts_app;

CREATE TABLE registry.list_line (
  id uuid NOT NULL,
  list_id uuid NOT NULL,
  number integer NOT NULL,
  person_id uuid,
  sealed boolean NOT NULL,
  "least" integer NOT NULL,
  most integer NOT NULL,
  CONSTRAINT list_line_least CHECK (("least" >= 0)),
  CONSTRAINT list_line_most CHECK (((most >= "least") AND (most > 0))),
  CONSTRAINT list_line_number_positive CHECK ((number > 0)),
  CONSTRAINT list_line_person_is_one CHECK (((person_id IS NULL) OR (("least" = 1) AND (most = 1)))),
  CONSTRAINT list_line_list_fk FOREIGN KEY (list_id) REFERENCES registry.list(id),
  CONSTRAINT list_line_person_fk FOREIGN KEY (person_id) REFERENCES registry.person(id),
  CONSTRAINT list_line_pk PRIMARY KEY (id),
  CONSTRAINT list_line_number_unique UNIQUE (list_id, number)
);
CREATE INDEX list_line_person ON registry.list_line USING btree (person_id) WHERE (person_id IS NOT NULL);
-- POLICY list_line_add a USING  WITH CHECK (( SELECT true
   FROM registry.list up
  WHERE ((up.id = list_line.list_id) AND (up.organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)))) OR ( SELECT registry.reaches_registry() AS reaches_registry))
-- POLICY list_line_change w USING (( SELECT true
   FROM registry.list up
  WHERE ((up.id = list_line.list_id) AND (up.organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)))) OR ( SELECT registry.reaches_registry() AS reaches_registry)) WITH CHECK 
-- POLICY list_line_see r USING ( SELECT true
   FROM registry.list up
  WHERE (up.id = list_line.list_id)) WITH CHECK 
GRANT INSERT, SELECT ON registry.list_line TO whereabouts_app;
GRANT UPDATE (person_id) ON registry.list_line TO whereabouts_app;

CREATE TABLE registry.list_line_match (
  line_id uuid NOT NULL,
  number integer NOT NULL,
  person_id uuid,
  reason text,
  recorded_by uuid NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  CONSTRAINT list_line_match_number_positive CHECK ((number > 0)),
  CONSTRAINT list_line_match_reason_length CHECK (((length(reason) >= 3) AND (length(reason) <= 1000))),
  CONSTRAINT list_line_match_reason_of_withdrawal CHECK (((reason IS NULL) OR (person_id IS NULL))),
  CONSTRAINT list_line_match_line_fk FOREIGN KEY (line_id) REFERENCES registry.list_line(id),
  CONSTRAINT list_line_match_person_fk FOREIGN KEY (person_id) REFERENCES registry.person(id),
  CONSTRAINT list_line_match_recorded_by_fk FOREIGN KEY (recorded_by) REFERENCES registry.app_user(id),
  CONSTRAINT list_line_match_pk PRIMARY KEY (line_id, number)
);
CREATE INDEX list_line_match_person ON registry.list_line_match USING btree (person_id) WHERE (person_id IS NOT NULL);
CREATE TRIGGER list_line_match_append_only BEFORE DELETE OR UPDATE ON registry.list_line_match FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER list_line_match_no_truncate BEFORE TRUNCATE ON registry.list_line_match FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
-- POLICY list_line_match_add a USING  WITH CHECK ( SELECT true
   FROM registry.list_line up
  WHERE (up.id = list_line_match.line_id))
-- POLICY list_line_match_see r USING ( SELECT true
   FROM registry.list_line up
  WHERE (up.id = list_line_match.line_id)) WITH CHECK 
GRANT INSERT, SELECT ON registry.list_line_match TO whereabouts_app;

CREATE TABLE registry.match_finding (
  proposal_id uuid NOT NULL,
  number integer NOT NULL,
  agrees boolean NOT NULL,
  band text NOT NULL,
  why jsonb NOT NULL,
  normal_form integer NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  CONSTRAINT match_finding_band CHECK ((band = ANY (ARRAY['same'::text, 'possible'::text]))),
  CONSTRAINT match_finding_number_positive CHECK ((number > 0)),
  CONSTRAINT match_finding_proposal_fk FOREIGN KEY (proposal_id) REFERENCES registry.match_proposal(id),
  CONSTRAINT match_finding_pk PRIMARY KEY (proposal_id, number)
);
CREATE TRIGGER match_finding_append_only BEFORE DELETE OR UPDATE ON registry.match_finding FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER match_finding_no_truncate BEFORE TRUNCATE ON registry.match_finding FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
-- POLICY match_finding_add a USING  WITH CHECK ( SELECT registry.reaches_registry() AS reaches_registry)
-- POLICY match_finding_see r USING registry.hears_of_match(proposal_id) WITH CHECK 
GRANT INSERT, SELECT ON registry.match_finding TO whereabouts_app;

CREATE TABLE registry.match_mark (
  number bigint GENERATED AS IDENTITY NOT NULL,
  person_id uuid NOT NULL,
  CONSTRAINT match_mark_person_fk FOREIGN KEY (person_id) REFERENCES registry.person(id),
  CONSTRAINT match_mark_pk PRIMARY KEY (number)
);
CREATE INDEX match_mark_of_person ON registry.match_mark USING btree (person_id);
-- POLICY match_mark_add a USING  WITH CHECK (( SELECT registry.reaches_registry() AS reaches_registry) OR registry.knows_person(person_id))
-- POLICY match_mark_remove d USING ( SELECT registry.reaches_registry() AS reaches_registry) WITH CHECK 
-- POLICY match_mark_see r USING ( SELECT registry.reaches_registry() AS reaches_registry) WITH CHECK 
GRANT DELETE, INSERT, SELECT ON registry.match_mark TO whereabouts_app;

CREATE TABLE registry.match_mark_number_seq (

);

CREATE TABLE registry.match_proposal (
  id uuid NOT NULL,
  low_person_id uuid NOT NULL,
  high_person_id uuid NOT NULL,
  low_owner_id uuid NOT NULL,
  high_owner_id uuid NOT NULL,
  deciders text NOT NULL,
  state text NOT NULL,
  band text NOT NULL,
  why jsonb NOT NULL,
  normal_form integer NOT NULL,
  found_at timestamp with time zone NOT NULL,
  changed_at timestamp with time zone NOT NULL,
  CONSTRAINT match_proposal_band CHECK ((band = ANY (ARRAY['same'::text, 'possible'::text]))),
  CONSTRAINT match_proposal_deciders CHECK ((deciders = ANY (ARRAY['owners'::text, 'central_agency'::text]))),
  CONSTRAINT match_proposal_normal_form_positive CHECK ((normal_form > 0)),
  CONSTRAINT match_proposal_of_two CHECK ((low_person_id < high_person_id)),
  CONSTRAINT match_proposal_state CHECK ((state = ANY (ARRAY['open'::text, 'told'::text, 'superseded'::text, 'confirmed'::text, 'not_same'::text]))),
  CONSTRAINT match_proposal_high_fk FOREIGN KEY (high_person_id) REFERENCES registry.person(id),
  CONSTRAINT match_proposal_high_owner_fk FOREIGN KEY (high_owner_id) REFERENCES registry.organisation(id),
  CONSTRAINT match_proposal_low_fk FOREIGN KEY (low_person_id) REFERENCES registry.person(id),
  CONSTRAINT match_proposal_low_owner_fk FOREIGN KEY (low_owner_id) REFERENCES registry.organisation(id),
  CONSTRAINT match_proposal_pk PRIMARY KEY (id),
  CONSTRAINT match_proposal_pair UNIQUE (low_person_id, high_person_id)
);
CREATE INDEX match_proposal_high ON registry.match_proposal USING btree (high_person_id);
CREATE INDEX match_proposal_high_owner ON registry.match_proposal USING btree (high_owner_id, found_at, id) WHERE (deciders = 'owners'::text);
CREATE INDEX match_proposal_low_owner ON registry.match_proposal USING btree (low_owner_id, found_at, id) WHERE (deciders = 'owners'::text);
CREATE INDEX match_proposal_of_agency ON registry.match_proposal USING btree (found_at, id) WHERE (deciders = 'central_agency'::text);
CREATE TRIGGER match_proposal_decided BEFORE UPDATE ON registry.match_proposal FOR EACH ROW EXECUTE FUNCTION registry.keep_match_decision();
CREATE TRIGGER match_proposal_no_delete BEFORE DELETE ON registry.match_proposal FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER match_proposal_no_truncate BEFORE TRUNCATE ON registry.match_proposal FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
-- POLICY match_proposal_add a USING  WITH CHECK ( SELECT registry.reaches_registry() AS reaches_registry)
-- POLICY match_proposal_change w USING ( SELECT registry.reaches_registry() AS reaches_registry) WITH CHECK 
-- POLICY match_proposal_see r USING (( SELECT registry.reaches_registry() AS reaches_registry) OR (
CASE deciders
    WHEN 'owners'::text THEN ((( SELECT registry.actor_organisation() AS actor_organisation) = low_owner_id) OR (( SELECT registry.actor_organisation() AS actor_organisation) = high_owner_id))
    ELSE ( SELECT registry.actor_is_agency() AS actor_is_agency)
END AND registry.knows_person(low_person_id) AND registry.knows_person(high_person_id))) WITH CHECK 
GRANT INSERT, SELECT ON registry.match_proposal TO whereabouts_app;
GRANT UPDATE (deciders, state, band, why, normal_form, changed_at) ON registry.match_proposal TO whereabouts_app;

CREATE TABLE registry.match_verdict (
  proposal_id uuid NOT NULL,
  number integer NOT NULL,
  organisation_id uuid NOT NULL,
  recorded_by uuid NOT NULL,
  verdict text NOT NULL,
  reason text NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  CONSTRAINT match_verdict_number_positive CHECK ((number > 0)),
  CONSTRAINT match_verdict_reason_length CHECK (((length(reason) >= 3) AND (length(reason) <= 1000))),
  CONSTRAINT match_verdict_verdict CHECK ((verdict = ANY (ARRAY['same'::text, 'not_same'::text, 'tell'::text]))),
  CONSTRAINT match_verdict_proposal_fk FOREIGN KEY (proposal_id) REFERENCES registry.match_proposal(id),
  CONSTRAINT match_verdict_recorder_fk FOREIGN KEY (recorded_by, organisation_id) REFERENCES registry.app_user(id, organisation_id),
  CONSTRAINT match_verdict_pk PRIMARY KEY (proposal_id, number)
);
CREATE TRIGGER match_verdict_append_only BEFORE DELETE OR UPDATE ON registry.match_verdict FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER match_verdict_no_truncate BEFORE TRUNCATE ON registry.match_verdict FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
-- POLICY match_verdict_add a USING  WITH CHECK ((organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)) AND (recorded_by = ( SELECT registry.actor_user() AS actor_user)) AND registry.hears_of_match(proposal_id))
-- POLICY match_verdict_see r USING registry.hears_of_match(proposal_id) WITH CHECK 
GRANT INSERT, SELECT ON registry.match_verdict TO whereabouts_app;

CREATE TABLE registry.meta (
  key text NOT NULL,
  value jsonb NOT NULL,
  CONSTRAINT meta_pk PRIMARY KEY (key)
);
GRANT INSERT, SELECT, UPDATE ON registry.meta TO whereabouts_app;

CREATE TABLE registry.migration (
  name text NOT NULL,
  applied_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT migration_pk PRIMARY KEY (name)
);
GRANT SELECT ON registry.migration TO whereabouts_app;

CREATE TABLE registry.names_of_organisation (
  organisation_id uuid NOT NULL,
  day date NOT NULL,
  asked integer NOT NULL,
  warned integer DEFAULT 0 NOT NULL,
  CONSTRAINT names_of_organisation_asked CHECK ((asked >= 0)),
  CONSTRAINT names_of_organisation_warned CHECK ((warned >= 0)),
  CONSTRAINT names_of_organisation_fk FOREIGN KEY (organisation_id) REFERENCES registry.organisation(id),
  CONSTRAINT names_of_organisation_pk PRIMARY KEY (organisation_id, day)
);
-- POLICY names_of_organisation_add a USING  WITH CHECK ((organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)) OR ( SELECT registry.reaches_registry() AS reaches_registry))
-- POLICY names_of_organisation_change w USING ((organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)) OR ( SELECT registry.reaches_registry() AS reaches_registry)) WITH CHECK 
-- POLICY names_of_organisation_forget d USING ( SELECT registry.reaches_registry() AS reaches_registry) WITH CHECK 
-- POLICY names_of_organisation_see r USING ((organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)) OR ( SELECT registry.reaches_registry() AS reaches_registry)) WITH CHECK 
GRANT DELETE, INSERT, SELECT ON registry.names_of_organisation TO whereabouts_app;
GRANT UPDATE (asked, warned) ON registry.names_of_organisation TO whereabouts_app;

CREATE TABLE registry.names_of_user (
  user_id uuid NOT NULL,
  day date NOT NULL,
  asked integer NOT NULL,
  warned integer DEFAULT 0 NOT NULL,
  CONSTRAINT names_of_user_asked CHECK ((asked >= 0)),
  CONSTRAINT names_of_user_warned CHECK ((warned >= 0)),
  CONSTRAINT names_of_user_fk FOREIGN KEY (user_id) REFERENCES registry.app_user(id),
  CONSTRAINT names_of_user_pk PRIMARY KEY (user_id, day)
);
-- POLICY names_of_user_add a USING  WITH CHECK ((user_id = ( SELECT registry.actor_user() AS actor_user)) OR ( SELECT registry.reaches_registry() AS reaches_registry))
-- POLICY names_of_user_change w USING ((user_id = ( SELECT registry.actor_user() AS actor_user)) OR ( SELECT registry.reaches_registry() AS reaches_registry)) WITH CHECK 
-- POLICY names_of_user_forget d USING ( SELECT registry.reaches_registry() AS reaches_registry) WITH CHECK 
-- POLICY names_of_user_see r USING ((user_id = ( SELECT registry.actor_user() AS actor_user)) OR ( SELECT registry.reaches_registry() AS reaches_registry)) WITH CHECK 
GRANT DELETE, INSERT, SELECT ON registry.names_of_user TO whereabouts_app;
GRANT UPDATE (asked, warned) ON registry.names_of_user TO whereabouts_app;

CREATE TABLE registry.news_rule (
  number bigint GENERATED AS IDENTITY NOT NULL,
  organisation_id uuid,
  verified_first boolean NOT NULL,
  recorded_by uuid,
  recorded_at timestamp with time zone NOT NULL,
  CONSTRAINT news_rule_organisation_fk FOREIGN KEY (organisation_id) REFERENCES registry.organisation(id),
  CONSTRAINT news_rule_recorded_by_fk FOREIGN KEY (recorded_by) REFERENCES registry.app_user(id),
  CONSTRAINT news_rule_pk PRIMARY KEY (number)
);
CREATE INDEX news_rule_organisation ON registry.news_rule USING btree (organisation_id, number);
CREATE TRIGGER news_rule_append_only BEFORE DELETE OR UPDATE ON registry.news_rule FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER news_rule_no_truncate BEFORE TRUNCATE ON registry.news_rule FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
-- POLICY news_rule_add a USING  WITH CHECK (((organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)) AND (recorded_by = ( SELECT registry.actor_user() AS actor_user))) OR ( SELECT registry.reaches_registry() AS reaches_registry))
-- POLICY news_rule_see r USING ((organisation_id IS NULL) OR (organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)) OR ( SELECT registry.reaches_registry() AS reaches_registry)) WITH CHECK 
GRANT INSERT, SELECT ON registry.news_rule TO whereabouts_app;

CREATE TABLE registry.news_rule_number_seq (

);

CREATE TABLE registry.one_time_link (
  token_hash bytea NOT NULL,
  purpose text NOT NULL,
  user_id uuid,
  created_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  used_at timestamp with time zone,
  CONSTRAINT one_time_link_purpose CHECK ((purpose = ANY (ARRAY['set_up'::text, 'set_password'::text]))),
  CONSTRAINT one_time_link_user_fk FOREIGN KEY (user_id) REFERENCES registry.app_user(id),
  CONSTRAINT one_time_link_pk PRIMARY KEY (token_hash)
);
-- POLICY one_time_link_add a USING  WITH CHECK ( SELECT registry.reaches_accounts() AS reaches_accounts)
-- POLICY one_time_link_change w USING ( SELECT registry.reaches_accounts() AS reaches_accounts) WITH CHECK 
-- POLICY one_time_link_remove d USING ( SELECT registry.reaches_accounts() AS reaches_accounts) WITH CHECK 
-- POLICY one_time_link_see r USING ( SELECT registry.reaches_accounts() AS reaches_accounts) WITH CHECK 
GRANT DELETE, INSERT, SELECT, UPDATE ON registry.one_time_link TO whereabouts_app;

CREATE TABLE registry.organisation (
  id uuid NOT NULL,
  name text NOT NULL,
  kind text NOT NULL,
  party_id uuid,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT organisation_name_length CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  CONSTRAINT organisation_party_fk FOREIGN KEY (party_id) REFERENCES registry.party(id),
  CONSTRAINT organisation_pk PRIMARY KEY (id),
  CONSTRAINT organisation_name_unique UNIQUE (name)
);
GRANT INSERT, SELECT ON registry.organisation TO whereabouts_app;

CREATE TABLE registry.party (
  id uuid NOT NULL,
  party_key text NOT NULL,
  label text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT party_label_length CHECK (((length(label) >= 1) AND (length(label) <= 200))),
  CONSTRAINT party_pk PRIMARY KEY (id),
  CONSTRAINT party_key_unique UNIQUE (party_key),
  CONSTRAINT party_label_unique UNIQUE (label)
);
GRANT INSERT, SELECT ON registry.party TO whereabouts_app;

CREATE TABLE registry.person (
  id uuid NOT NULL,
  owner_organisation_id uuid NOT NULL,
  reference text,
  sharing_level text NOT NULL,
  legal_basis text NOT NULL,
  has_identity boolean NOT NULL,
  created_at timestamp with time zone NOT NULL,
  identity_version integer DEFAULT 0 NOT NULL,
  erased_at timestamp with time zone,
  identity_closed_at timestamp with time zone,
  number integer GENERATED AS IDENTITY NOT NULL,
  CONSTRAINT person_erased_is_nameless CHECK (((erased_at IS NULL) OR (NOT has_identity))),
  CONSTRAINT person_legal_basis CHECK ((legal_basis = ANY (ARRAY['consent'::text, 'vital_interests'::text, 'public_interest'::text, 'legal_obligation'::text, 'legitimate_interest'::text]))),
  CONSTRAINT person_reference_length CHECK (((length(reference) >= 1) AND (length(reference) <= 200))),
  CONSTRAINT person_sharing_level CHECK ((sharing_level = ANY (ARRAY['registry_only'::text, 'named_organisations'::text, 'central_agency_only'::text, 'partners_pseudonymous'::text]))),
  CONSTRAINT person_owner_fk FOREIGN KEY (owner_organisation_id) REFERENCES registry.organisation(id),
  CONSTRAINT person_pk PRIMARY KEY (id),
  CONSTRAINT person_number UNIQUE (number),
  CONSTRAINT person_reference_unique UNIQUE (owner_organisation_id, reference)
);
CREATE INDEX person_erased ON registry.person USING btree (id) WHERE (erased_at IS NOT NULL);
CREATE INDEX person_sharing ON registry.person USING btree (sharing_level) WHERE (sharing_level <> 'partners_pseudonymous'::text);
CREATE TRIGGER person_stays_erased BEFORE UPDATE OF erased_at, has_identity ON registry.person FOR EACH ROW WHEN (((old.erased_at IS NOT NULL) AND (new.has_identity OR (new.erased_at IS DISTINCT FROM old.erased_at)))) EXECUTE FUNCTION registry.guard_erased_person();
-- POLICY person_add a USING  WITH CHECK ((owner_organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)) OR ( SELECT registry.reaches_registry() AS reaches_registry))
-- POLICY person_change w USING ((owner_organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)) OR ( SELECT registry.reaches_registry() AS reaches_registry)) WITH CHECK 
-- POLICY person_see r USING ((owner_organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)) OR (sharing_level = ANY (( SELECT registry.actor_levels() AS actor_levels)::text[])) OR ((sharing_level = 'named_organisations'::text) AND registry.person_names_actor(id)) OR (( SELECT registry.actor_is_agency() AS actor_is_agency) AND registry.is_bureau(owner_organisation_id))) WITH CHECK 
GRANT INSERT, SELECT ON registry.person TO whereabouts_app;
GRANT UPDATE (has_identity, identity_version, erased_at, identity_closed_at) ON registry.person TO whereabouts_app;

CREATE TABLE registry.person_link (
  id uuid NOT NULL,
  from_person_id uuid NOT NULL,
  into_person_id uuid NOT NULL,
  reason text NOT NULL,
  proposed_by uuid NOT NULL,
  organisation_id uuid NOT NULL,
  proposed_at timestamp with time zone NOT NULL,
  CONSTRAINT person_link_of_two CHECK ((from_person_id <> into_person_id)),
  CONSTRAINT person_link_reason_length CHECK (((length(reason) >= 3) AND (length(reason) <= 1000))),
  CONSTRAINT person_link_from_fk FOREIGN KEY (from_person_id) REFERENCES registry.person(id),
  CONSTRAINT person_link_into_fk FOREIGN KEY (into_person_id) REFERENCES registry.person(id),
  CONSTRAINT person_link_proposer_fk FOREIGN KEY (proposed_by, organisation_id) REFERENCES registry.app_user(id, organisation_id),
  CONSTRAINT person_link_pk PRIMARY KEY (id)
);
CREATE INDEX person_link_from ON registry.person_link USING btree (from_person_id);
CREATE INDEX person_link_into ON registry.person_link USING btree (into_person_id);
CREATE TRIGGER person_link_append_only BEFORE DELETE OR UPDATE ON registry.person_link FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER person_link_no_truncate BEFORE TRUNCATE ON registry.person_link FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
-- POLICY person_link_add a USING  WITH CHECK ((organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)) OR ( SELECT registry.reaches_registry() AS reaches_registry))
-- POLICY person_link_see r USING (( SELECT registry.reaches_registry() AS reaches_registry) OR registry.knows_person(from_person_id) OR registry.knows_person(into_person_id)) WITH CHECK 
GRANT INSERT, SELECT ON registry.person_link TO whereabouts_app;

CREATE TABLE registry.person_link_review (
  link_id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  reviewed_by uuid NOT NULL,
  verdict text NOT NULL,
  completes boolean NOT NULL,
  reason text NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  CONSTRAINT person_link_review_completes CHECK (((verdict = 'confirmed'::text) OR (NOT completes))),
  CONSTRAINT person_link_review_reason_length CHECK (((length(reason) >= 3) AND (length(reason) <= 1000))),
  CONSTRAINT person_link_review_verdict CHECK ((verdict = ANY (ARRAY['confirmed'::text, 'refused'::text]))),
  CONSTRAINT person_link_review_link_fk FOREIGN KEY (link_id) REFERENCES registry.person_link(id),
  CONSTRAINT person_link_review_reviewer_fk FOREIGN KEY (reviewed_by, organisation_id) REFERENCES registry.app_user(id, organisation_id),
  CONSTRAINT person_link_review_pk PRIMARY KEY (link_id, organisation_id)
);
CREATE UNIQUE INDEX person_link_review_one_completes ON registry.person_link_review USING btree (link_id) WHERE completes;
CREATE TRIGGER person_link_review_append_only BEFORE DELETE OR UPDATE ON registry.person_link_review FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER person_link_review_no_truncate BEFORE TRUNCATE ON registry.person_link_review FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
-- POLICY person_link_review_add a USING  WITH CHECK ((organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)) OR ( SELECT registry.reaches_registry() AS reaches_registry))
-- POLICY person_link_review_see r USING registry.knows_person_link(link_id) WITH CHECK 
GRANT INSERT, SELECT ON registry.person_link_review TO whereabouts_app;

CREATE TABLE registry.person_link_withdrawal (
  link_id uuid NOT NULL,
  reason text NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  recorded_by uuid NOT NULL,
  CONSTRAINT person_link_withdrawal_reason_length CHECK (((length(reason) >= 3) AND (length(reason) <= 1000))),
  CONSTRAINT person_link_withdrawal_link_fk FOREIGN KEY (link_id) REFERENCES registry.person_link(id),
  CONSTRAINT person_link_withdrawal_recorded_by_fk FOREIGN KEY (recorded_by) REFERENCES registry.app_user(id),
  CONSTRAINT person_link_withdrawal_pk PRIMARY KEY (link_id)
);
CREATE TRIGGER person_link_withdrawal_append_only BEFORE DELETE OR UPDATE ON registry.person_link_withdrawal FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER person_link_withdrawal_no_truncate BEFORE TRUNCATE ON registry.person_link_withdrawal FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
-- POLICY person_link_withdrawal_add a USING  WITH CHECK ((recorded_by = ( SELECT registry.actor_user() AS actor_user)) OR ( SELECT registry.reaches_registry() AS reaches_registry))
-- POLICY person_link_withdrawal_see r USING registry.knows_person_link(link_id) WITH CHECK 
GRANT INSERT, SELECT ON registry.person_link_withdrawal TO whereabouts_app;

CREATE TABLE registry.person_named_organisation (
  person_id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  CONSTRAINT person_named_organisation_organisation_fk FOREIGN KEY (organisation_id) REFERENCES registry.organisation(id),
  CONSTRAINT person_named_organisation_person_fk FOREIGN KEY (person_id) REFERENCES registry.person(id),
  CONSTRAINT person_named_organisation_pk PRIMARY KEY (person_id, organisation_id)
);
-- POLICY person_named_organisation_add a USING  WITH CHECK (registry.owns_person(person_id) OR ( SELECT registry.reaches_registry() AS reaches_registry))
-- POLICY person_named_organisation_look_up r USING true WITH CHECK 
-- POLICY person_named_organisation_see r USING ((organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)) OR registry.knows_person(person_id)) WITH CHECK 
GRANT INSERT, SELECT ON registry.person_named_organisation TO whereabouts_app;

CREATE TABLE registry.person_number_seq (

);

CREATE TABLE registry.person_will (
  person_id uuid NOT NULL,
  number integer NOT NULL,
  reached_on date NOT NULL,
  contact text NOT NULL,
  contact_with text[] NOT NULL,
  shared_with text NOT NULL,
  named_organisations uuid[] NOT NULL,
  purposes text[] NOT NULL,
  said text NOT NULL,
  recorded_by uuid NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  CONSTRAINT person_will_contact CHECK ((contact = ANY (ARRAY['yes'::text, 'no'::text, 'only_with'::text]))),
  CONSTRAINT person_will_contact_named CHECK (((contact = 'only_with'::text) = (cardinality(contact_with) > 0))),
  CONSTRAINT person_will_number_positive CHECK ((number > 0)),
  CONSTRAINT person_will_organisations_named CHECK (((shared_with = 'named_organisations'::text) = (cardinality(named_organisations) > 0))),
  CONSTRAINT person_will_said CHECK ((said = ANY (ARRAY['in_person'::text, 'by_voice'::text, 'in_writing'::text, 'through_counsel'::text, 'through_agency'::text]))),
  CONSTRAINT person_will_shared_with CHECK ((shared_with = ANY (ARRAY['nobody'::text, 'named_organisations'::text, 'partners'::text]))),
  CONSTRAINT person_will_person_fk FOREIGN KEY (person_id) REFERENCES registry.person(id),
  CONSTRAINT person_will_recorded_by_fk FOREIGN KEY (recorded_by) REFERENCES registry.app_user(id),
  CONSTRAINT person_will_pk PRIMARY KEY (person_id, number)
);
CREATE TRIGGER person_will_append_only BEFORE DELETE OR UPDATE ON registry.person_will FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER person_will_no_truncate BEFORE TRUNCATE ON registry.person_will FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
-- POLICY person_will_add a USING  WITH CHECK (((recorded_by = ( SELECT registry.actor_user() AS actor_user)) OR ( SELECT registry.reaches_registry() AS reaches_registry)) AND (registry.owns_person(person_id) OR ( SELECT registry.reaches_registry() AS reaches_registry)))
-- POLICY person_will_see r USING registry.knows_person(person_id) WITH CHECK 
GRANT INSERT, SELECT ON registry.person_will TO whereabouts_app;

CREATE TABLE registry.place (
  code text NOT NULL,
  parent_code text,
  name text NOT NULL,
  level smallint NOT NULL,
  state_code text NOT NULL,
  municipality_code text,
  CONSTRAINT place_level CHECK (((level >= 1) AND (level <= 6))),
  CONSTRAINT place_parent_below_first CHECK (((level = 1) = (parent_code IS NULL))),
  CONSTRAINT place_parent_fk FOREIGN KEY (parent_code) REFERENCES registry.place(code),
  CONSTRAINT place_pk PRIMARY KEY (code)
);
GRANT INSERT, SELECT ON registry.place TO whereabouts_app;

CREATE TABLE registry.pseudonym (
  person_id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  pseudonym text NOT NULL,
  CONSTRAINT pseudonym_organisation_fk FOREIGN KEY (organisation_id) REFERENCES registry.organisation(id),
  CONSTRAINT pseudonym_person_fk FOREIGN KEY (person_id) REFERENCES registry.person(id),
  CONSTRAINT pseudonym_pk PRIMARY KEY (person_id, organisation_id),
  CONSTRAINT pseudonym_unique UNIQUE (pseudonym)
);
-- POLICY pseudonym_add a USING  WITH CHECK ((organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)) OR ( SELECT registry.reaches_registry() AS reaches_registry))
-- POLICY pseudonym_see r USING ((organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)) OR ( SELECT registry.reaches_registry() AS reaches_registry)) WITH CHECK 
GRANT INSERT, SELECT ON registry.pseudonym TO whereabouts_app;

CREATE TABLE registry.published_figure (
  id text NOT NULL,
  edition integer NOT NULL,
  inner_id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  recorded_by uuid NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  reason text,
  publisher text NOT NULL,
  subject_text text NOT NULL,
  measure text,
  day_earliest timestamp with time zone NOT NULL,
  day_latest timestamp with time zone NOT NULL,
  content json NOT NULL,
  CONSTRAINT published_figure_content_object CHECK ((json_typeof(content) = 'object'::text)),
  CONSTRAINT published_figure_day_order CHECK ((day_earliest <= day_latest)),
  CONSTRAINT published_figure_edition CHECK ((edition >= 1)),
  CONSTRAINT published_figure_id_form CHECK ((id ~ '^[a-z0-9][a-z0-9._-]{0,99}$'::text)),
  CONSTRAINT published_figure_reason_length CHECK (((length(reason) >= 3) AND (length(reason) <= 1000))),
  CONSTRAINT published_figure_reason_of_correction CHECK (((edition = 1) = (reason IS NULL))),
  CONSTRAINT published_figure_author_fk FOREIGN KEY (recorded_by, organisation_id) REFERENCES registry.app_user(id, organisation_id),
  CONSTRAINT published_figure_pk PRIMARY KEY (id, edition),
  CONSTRAINT published_figure_inner_unique UNIQUE (inner_id)
);
CREATE INDEX published_figure_order ON registry.published_figure USING btree (day_latest, inner_id);
CREATE TRIGGER published_figure_append_only BEFORE DELETE OR UPDATE ON registry.published_figure FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER published_figure_no_truncate BEFORE TRUNCATE ON registry.published_figure FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
-- POLICY published_figure_add a USING  WITH CHECK ((organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)) OR ( SELECT registry.reaches_registry() AS reaches_registry))
-- POLICY published_figure_see r USING ((( SELECT registry.actor_organisation() AS actor_organisation) IS NOT NULL) OR ( SELECT registry.reaches_registry() AS reaches_registry)) WITH CHECK 
GRANT INSERT, SELECT ON registry.published_figure TO whereabouts_app;

CREATE TABLE registry.record_interval (
  person_id uuid NOT NULL,
  view text NOT NULL,
  known_from timestamp with time zone NOT NULL,
  known_to timestamp with time zone NOT NULL,
  valid_from timestamp with time zone NOT NULL,
  valid_to timestamp with time zone NOT NULL,
  status text,
  fate text,
  episode integer,
  sex text,
  state text,
  municipality text,
  month text,
  category text,
  side text,
  holder text,
  lasting_flags text[] NOT NULL,
  timed_flags text[] NOT NULL,
  raised_from timestamp with time zone[] NOT NULL,
  raised_until timestamp with time zone[] NOT NULL,
  layout smallint DEFAULT 1 NOT NULL,
  birth_from smallint,
  birth_to smallint,
  sign_at timestamp with time zone,
  nationality text,
  source text,
  time_to_return text,
  custody text,
  custody_from timestamp with time zone,
  custody_by timestamp with time zone,
  owner_organisation_id uuid NOT NULL,
  sharing_level text NOT NULL,
  CONSTRAINT record_interval_birth CHECK (((num_nulls(birth_from, birth_to) = ANY (ARRAY[0, 2])) AND (birth_from <= birth_to))),
  CONSTRAINT record_interval_concerned CHECK ((num_nulls(status, fate, episode, sex, state, municipality, month, category, side, holder) = ANY (ARRAY[0, 10]))),
  CONSTRAINT record_interval_custody CHECK (((num_nulls(custody_from, custody_by) = ANY (ARRAY[0, 2])) AND ((custody IS NULL) OR ((custody = 'running'::text) = (custody_from IS NOT NULL))) AND (custody_from <= custody_by))),
  CONSTRAINT record_interval_known_order CHECK ((known_from < known_to)),
  CONSTRAINT record_interval_past CHECK (((known_to < 'infinity'::timestamp with time zone) OR (valid_to < 'infinity'::timestamp with time zone))),
  CONSTRAINT record_interval_timed_flags CHECK (((cardinality(timed_flags) = cardinality(raised_from)) AND (cardinality(timed_flags) = cardinality(raised_until)))),
  CONSTRAINT record_interval_valid_order CHECK ((valid_from < valid_to)),
  CONSTRAINT record_interval_person_fk FOREIGN KEY (person_id) REFERENCES registry.person(id),
  CONSTRAINT record_interval_pk PRIMARY KEY (person_id, view, known_from, valid_from)
);
CREATE INDEX record_interval_status ON registry.record_interval USING btree (view, status, person_id);
CREATE TRIGGER record_interval_counted_add AFTER INSERT ON registry.record_interval REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION registry.mark_for_counting();
CREATE TRIGGER record_interval_counted_change AFTER UPDATE ON registry.record_interval REFERENCING OLD TABLE AS was NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION registry.mark_both_for_counting();
CREATE TRIGGER record_interval_counted_remove AFTER DELETE ON registry.record_interval REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION registry.mark_for_counting();
CREATE TRIGGER record_interval_no_truncate BEFORE TRUNCATE ON registry.record_interval FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
-- POLICY record_interval_add a USING  WITH CHECK ( SELECT registry.reaches_registry() AS reaches_registry)
-- POLICY record_interval_change w USING ( SELECT registry.reaches_registry() AS reaches_registry) WITH CHECK 
-- POLICY record_interval_remove d USING ( SELECT registry.reaches_registry() AS reaches_registry) WITH CHECK 
-- POLICY record_interval_see r USING (NOT ((view <> 'shared'::text) AND (view <> (( SELECT registry.actor_organisation() AS actor_organisation))::text) AND (NOT ( SELECT registry.reaches_registry() AS reaches_registry)))) WITH CHECK 
GRANT DELETE, INSERT, SELECT ON registry.record_interval TO whereabouts_app;
GRANT UPDATE (known_to) ON registry.record_interval TO whereabouts_app;

CREATE TABLE registry.record_projection (
  person_id uuid NOT NULL,
  view text NOT NULL,
  status text NOT NULL,
  fate text NOT NULL,
  episode integer NOT NULL,
  sex text NOT NULL,
  state text NOT NULL,
  municipality text NOT NULL,
  month text NOT NULL,
  category text NOT NULL,
  side text NOT NULL,
  holder text NOT NULL,
  lasting_flags text[] NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  known_from timestamp with time zone,
  valid_from timestamp with time zone,
  timed_flags text[] DEFAULT '{}'::text[] NOT NULL,
  raised_from timestamp with time zone[] DEFAULT '{}'::timestamp with time zone[] NOT NULL,
  raised_until timestamp with time zone[] DEFAULT '{}'::timestamp with time zone[] NOT NULL,
  layout smallint DEFAULT 1 NOT NULL,
  birth_from smallint,
  birth_to smallint,
  sign_at timestamp with time zone,
  nationality text,
  source text,
  time_to_return text,
  custody text,
  custody_from timestamp with time zone,
  custody_by timestamp with time zone,
  owner_organisation_id uuid NOT NULL,
  sharing_level text NOT NULL,
  CONSTRAINT record_projection_birth CHECK (((num_nulls(birth_from, birth_to) = ANY (ARRAY[0, 2])) AND (birth_from <= birth_to))),
  CONSTRAINT record_projection_custody CHECK (((num_nulls(custody_from, custody_by) = ANY (ARRAY[0, 2])) AND ((custody IS NULL) OR ((custody = 'running'::text) = (custody_from IS NOT NULL))) AND (custody_from <= custody_by))),
  CONSTRAINT record_projection_timed_flags CHECK (((cardinality(timed_flags) = cardinality(raised_from)) AND (cardinality(timed_flags) = cardinality(raised_until)))),
  CONSTRAINT record_projection_person_fk FOREIGN KEY (person_id) REFERENCES registry.person(id),
  CONSTRAINT record_projection_pk PRIMARY KEY (person_id, view)
);
CREATE INDEX record_projection_clocks ON registry.record_projection USING btree (view, person_id) WHERE (NOT (timed_flags <@ '{child,sign_of_life_stale}'::text[]));
CREATE INDEX record_projection_known ON registry.record_projection USING btree (view, known_from);
CREATE INDEX record_projection_lasting_flags ON registry.record_projection USING btree (view, person_id) INCLUDE (status, lasting_flags) WHERE (lasting_flags <> '{}'::text[]);
CREATE INDEX record_projection_status ON registry.record_projection USING btree (view, status, person_id);
CREATE INDEX record_projection_view ON registry.record_projection USING btree (view, person_id) INCLUDE (status);
CREATE TRIGGER record_projection_counted_add AFTER INSERT ON registry.record_projection REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION registry.mark_for_counting();
CREATE TRIGGER record_projection_counted_change AFTER UPDATE ON registry.record_projection REFERENCING OLD TABLE AS was NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION registry.mark_both_for_counting();
CREATE TRIGGER record_projection_counted_remove AFTER DELETE ON registry.record_projection REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION registry.mark_for_counting();
CREATE TRIGGER record_projection_no_truncate BEFORE TRUNCATE ON registry.record_projection FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
-- POLICY record_projection_add a USING  WITH CHECK ( SELECT registry.reaches_registry() AS reaches_registry)
-- POLICY record_projection_change w USING ( SELECT registry.reaches_registry() AS reaches_registry) WITH CHECK 
-- POLICY record_projection_remove d USING ( SELECT registry.reaches_registry() AS reaches_registry) WITH CHECK 
-- POLICY record_projection_see r USING (NOT ((view <> 'shared'::text) AND (view <> (( SELECT registry.actor_organisation() AS actor_organisation))::text) AND (NOT ( SELECT registry.reaches_registry() AS reaches_registry)))) WITH CHECK 
GRANT DELETE, INSERT, SELECT, UPDATE ON registry.record_projection TO whereabouts_app;

CREATE TABLE registry.recovery_code (
  user_id uuid NOT NULL,
  code_hash bytea NOT NULL,
  used_at timestamp with time zone,
  CONSTRAINT recovery_code_user_fk FOREIGN KEY (user_id) REFERENCES registry.app_user(id),
  CONSTRAINT recovery_code_pk PRIMARY KEY (user_id, code_hash)
);
-- POLICY recovery_code_add a USING  WITH CHECK ((user_id = ( SELECT registry.actor_user() AS actor_user)) OR ( SELECT registry.reaches_accounts() AS reaches_accounts))
-- POLICY recovery_code_change w USING ((user_id = ( SELECT registry.actor_user() AS actor_user)) OR ( SELECT registry.reaches_accounts() AS reaches_accounts)) WITH CHECK 
-- POLICY recovery_code_remove d USING ((user_id = ( SELECT registry.actor_user() AS actor_user)) OR ( SELECT registry.reaches_accounts() AS reaches_accounts)) WITH CHECK 
-- POLICY recovery_code_see r USING ((user_id = ( SELECT registry.actor_user() AS actor_user)) OR ( SELECT registry.reaches_accounts() AS reaches_accounts)) WITH CHECK 
GRANT DELETE, INSERT, SELECT ON registry.recovery_code TO whereabouts_app;
GRANT UPDATE (used_at) ON registry.recovery_code TO whereabouts_app;

CREATE TABLE registry.refresh_token (
  token_hash bytea NOT NULL,
  family_id uuid NOT NULL,
  user_id uuid NOT NULL,
  issued_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  CONSTRAINT refresh_token_user_fk FOREIGN KEY (user_id) REFERENCES registry.app_user(id),
  CONSTRAINT refresh_token_pk PRIMARY KEY (token_hash)
);
CREATE INDEX refresh_token_family ON registry.refresh_token USING btree (family_id);
-- POLICY refresh_token_add a USING  WITH CHECK ((user_id = ( SELECT registry.actor_user() AS actor_user)) OR ( SELECT registry.reaches_accounts() AS reaches_accounts))
-- POLICY refresh_token_change w USING ((user_id = ( SELECT registry.actor_user() AS actor_user)) OR ( SELECT registry.reaches_accounts() AS reaches_accounts)) WITH CHECK 
-- POLICY refresh_token_remove d USING ((user_id = ( SELECT registry.actor_user() AS actor_user)) OR ( SELECT registry.reaches_accounts() AS reaches_accounts)) WITH CHECK 
-- POLICY refresh_token_see r USING ((user_id = ( SELECT registry.actor_user() AS actor_user)) OR ( SELECT registry.reaches_accounts() AS reaches_accounts)) WITH CHECK 
GRANT DELETE, INSERT, SELECT, UPDATE ON registry.refresh_token TO whereabouts_app;

CREATE TABLE registry.release (
  number integer NOT NULL,
  state text NOT NULL,
  measure text NOT NULL,
  as_of timestamp with time zone NOT NULL,
  document jsonb NOT NULL,
  prepared_by uuid,
  prepared_at timestamp with time zone NOT NULL,
  published_at timestamp with time zone,
  audit_note jsonb,
  signed_note text,
  corrects integer GENERATED ALWAYS AS ((((document -> 'corrects'::text) ->> 'release'::text))::integer) STORED,
  CONSTRAINT release_corrects_earlier CHECK ((corrects < number)),
  CONSTRAINT release_note_of_published CHECK (((signed_note IS NULL) OR (state = ANY (ARRAY['published'::text, 'superseded'::text])))),
  CONSTRAINT release_corrects_fk FOREIGN KEY (corrects) REFERENCES registry.release(number),
  CONSTRAINT release_prepared_by_fk FOREIGN KEY (prepared_by) REFERENCES registry.app_user(id),
  CONSTRAINT release_pk PRIMARY KEY (number)
);
CREATE INDEX release_corrections ON registry.release USING btree (corrects) WHERE (corrects IS NOT NULL);
CREATE UNIQUE INDEX release_one_published ON registry.release USING btree (measure) WHERE (state = 'published'::text);
CREATE TRIGGER release_immutable BEFORE UPDATE ON registry.release FOR EACH ROW EXECUTE FUNCTION registry.keep_release();
CREATE TRIGGER release_no_delete BEFORE DELETE ON registry.release FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
GRANT INSERT, SELECT ON registry.release TO whereabouts_app;
GRANT UPDATE (state, published_at, signed_note) ON registry.release TO whereabouts_app;

CREATE TABLE registry.release_dispute (
  id uuid NOT NULL,
  number integer NOT NULL,
  ground text NOT NULL,
  recorded_by uuid NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  CONSTRAINT release_dispute_ground_known CHECK ((ground = ANY (ARRAY['counted_wrongly'::text, 'places_wrong'::text, 'reports_withdrawn'::text, 'described_wrongly'::text]))),
  CONSTRAINT release_dispute_recorded_by_fk FOREIGN KEY (recorded_by) REFERENCES registry.app_user(id),
  CONSTRAINT release_dispute_release_fk FOREIGN KEY (number) REFERENCES registry.release(number),
  CONSTRAINT release_dispute_pk PRIMARY KEY (id)
);
CREATE INDEX release_dispute_of_release ON registry.release_dispute USING btree (number);
CREATE TRIGGER release_dispute_append_only BEFORE DELETE OR UPDATE ON registry.release_dispute FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER release_dispute_no_truncate BEFORE TRUNCATE ON registry.release_dispute FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
GRANT INSERT, SELECT ON registry.release_dispute TO whereabouts_app;

CREATE TABLE registry.release_dispute_step (
  dispute_id uuid NOT NULL,
  step text NOT NULL,
  recorded_by uuid NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  CONSTRAINT release_dispute_step_known CHECK ((step = ANY (ARRAY['identity_checked'::text, 'settled'::text]))),
  CONSTRAINT release_dispute_step_dispute_fk FOREIGN KEY (dispute_id) REFERENCES registry.release_dispute(id),
  CONSTRAINT release_dispute_step_recorded_by_fk FOREIGN KEY (recorded_by) REFERENCES registry.app_user(id),
  CONSTRAINT release_dispute_step_pk PRIMARY KEY (dispute_id, step)
);
CREATE TRIGGER release_dispute_step_append_only BEFORE DELETE OR UPDATE ON registry.release_dispute_step FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER release_dispute_step_no_truncate BEFORE TRUNCATE ON registry.release_dispute_step FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
GRANT INSERT, SELECT ON registry.release_dispute_step TO whereabouts_app;

CREATE TABLE registry.release_refusal (
  id uuid NOT NULL,
  measure text NOT NULL,
  reason text NOT NULL,
  basis bytea NOT NULL,
  refused_at timestamp with time zone NOT NULL,
  of_month boolean DEFAULT false NOT NULL,
  split_id uuid,
  beside bytea,
  CONSTRAINT release_refusal_basis_length CHECK ((octet_length(basis) = 32)),
  CONSTRAINT release_refusal_beside_length CHECK ((octet_length(beside) = 32)),
  CONSTRAINT release_refusal_month_unsplit CHECK ((NOT (of_month AND (split_id IS NOT NULL)))),
  CONSTRAINT release_refusal_reason_known CHECK ((reason = ANY (ARRAY['tells_too_much'::text, 'published_contradictory'::text, 'nothing_to_count'::text]))),
  CONSTRAINT release_refusal_split_fk FOREIGN KEY (split_id) REFERENCES registry.release_split(id),
  CONSTRAINT release_refusal_pk PRIMARY KEY (id)
);
CREATE INDEX release_refusal_newest ON registry.release_refusal USING btree (measure, refused_at);
CREATE INDEX release_refusal_of_split ON registry.release_refusal USING btree (split_id, refused_at) WHERE (split_id IS NOT NULL);
CREATE TRIGGER release_refusal_append_only BEFORE DELETE OR UPDATE ON registry.release_refusal FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER release_refusal_no_truncate BEFORE TRUNCATE ON registry.release_refusal FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
GRANT INSERT, SELECT ON registry.release_refusal TO whereabouts_app;

CREATE TABLE registry.release_signature (
  number integer NOT NULL,
  user_id uuid NOT NULL,
  signed_at timestamp with time zone NOT NULL,
  CONSTRAINT release_signature_release_fk FOREIGN KEY (number) REFERENCES registry.release(number),
  CONSTRAINT release_signature_user_fk FOREIGN KEY (user_id) REFERENCES registry.app_user(id),
  CONSTRAINT release_signature_pk PRIMARY KEY (number, user_id)
);
CREATE TRIGGER release_signature_append_only BEFORE DELETE OR UPDATE ON registry.release_signature FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER release_signature_no_truncate BEFORE TRUNCATE ON registry.release_signature FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
GRANT INSERT, SELECT ON registry.release_signature TO whereabouts_app;

CREATE TABLE registry.release_split (
  id uuid NOT NULL,
  turn integer GENERATED AS IDENTITY NOT NULL,
  split_by text NOT NULL,
  asked_by uuid NOT NULL,
  asked_at timestamp with time zone NOT NULL,
  corrects integer,
  CONSTRAINT release_split_by_known CHECK ((split_by = ANY (ARRAY['side'::text, 'holder'::text]))),
  CONSTRAINT release_split_asked_by_fk FOREIGN KEY (asked_by) REFERENCES registry.app_user(id),
  CONSTRAINT release_split_corrects_fk FOREIGN KEY (corrects) REFERENCES registry.release(number),
  CONSTRAINT release_split_pk PRIMARY KEY (id),
  CONSTRAINT release_split_turn_unique UNIQUE (turn)
);
CREATE TRIGGER release_split_append_only BEFORE DELETE OR UPDATE ON registry.release_split FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER release_split_no_truncate BEFORE TRUNCATE ON registry.release_split FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
GRANT INSERT, SELECT ON registry.release_split TO whereabouts_app;

CREATE TABLE registry.release_split_answer (
  split_id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  version integer NOT NULL,
  answer text NOT NULL,
  reason text,
  recorded_by uuid NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  CONSTRAINT release_split_answer_known CHECK ((answer = ANY (ARRAY['agreed'::text, 'refused'::text, 'withdrawn'::text]))),
  CONSTRAINT release_split_answer_reason_known CHECK ((reason = ANY (ARRAY['would_endanger'::text, 'givers_not_asked'::text, 'figures_incomplete'::text, 'would_mislead'::text]))),
  CONSTRAINT release_split_answer_reason_of_refusal CHECK (((reason IS NOT NULL) = (answer = 'refused'::text))),
  CONSTRAINT release_split_answer_version CHECK ((version >= 1)),
  CONSTRAINT release_split_answer_author_fk FOREIGN KEY (recorded_by, organisation_id) REFERENCES registry.app_user(id, organisation_id),
  CONSTRAINT release_split_answer_request_fk FOREIGN KEY (split_id, organisation_id) REFERENCES registry.release_split_request(split_id, organisation_id),
  CONSTRAINT release_split_answer_pk PRIMARY KEY (split_id, organisation_id, version)
);
CREATE TRIGGER release_split_answer_append_only BEFORE DELETE OR UPDATE ON registry.release_split_answer FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER release_split_answer_no_truncate BEFORE TRUNCATE ON registry.release_split_answer FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
-- POLICY release_split_answer_add a USING  WITH CHECK ((organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)) AND (recorded_by = ( SELECT registry.actor_user() AS actor_user)))
-- POLICY release_split_answer_see r USING ((organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)) OR ( SELECT registry.reaches_registry() AS reaches_registry)) WITH CHECK 
GRANT INSERT, SELECT ON registry.release_split_answer TO whereabouts_app;

CREATE TABLE registry.release_split_request (
  split_id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  asked_at timestamp with time zone NOT NULL,
  CONSTRAINT release_split_request_organisation_fk FOREIGN KEY (organisation_id) REFERENCES registry.organisation(id),
  CONSTRAINT release_split_request_split_fk FOREIGN KEY (split_id) REFERENCES registry.release_split(id),
  CONSTRAINT release_split_request_pk PRIMARY KEY (split_id, organisation_id)
);
CREATE INDEX release_split_request_of_organisation ON registry.release_split_request USING btree (organisation_id, asked_at);
CREATE TRIGGER release_split_request_append_only BEFORE DELETE OR UPDATE ON registry.release_split_request FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER release_split_request_no_truncate BEFORE TRUNCATE ON registry.release_split_request FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
-- POLICY release_split_request_add a USING  WITH CHECK ( SELECT registry.reaches_registry() AS reaches_registry)
-- POLICY release_split_request_see r USING ((organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)) OR ( SELECT registry.reaches_registry() AS reaches_registry)) WITH CHECK 
GRANT INSERT, SELECT ON registry.release_split_request TO whereabouts_app;

CREATE TABLE registry.release_split_turn_seq (

);

CREATE TABLE registry.release_split_use (
  split_id uuid NOT NULL,
  number integer NOT NULL,
  CONSTRAINT release_split_use_release_fk FOREIGN KEY (number) REFERENCES registry.release(number),
  CONSTRAINT release_split_use_split_fk FOREIGN KEY (split_id) REFERENCES registry.release_split(id),
  CONSTRAINT release_split_use_pk PRIMARY KEY (split_id),
  CONSTRAINT release_split_use_unique UNIQUE (number)
);
CREATE TRIGGER release_split_use_append_only BEFORE DELETE OR UPDATE ON registry.release_split_use FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER release_split_use_no_truncate BEFORE TRUNCATE ON registry.release_split_use FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
GRANT INSERT, SELECT ON registry.release_split_use TO whereabouts_app;

CREATE TABLE registry.remains_case (
  id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  recorded_by uuid NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  site_id uuid,
  extent text NOT NULL,
  minimum_individuals integer NOT NULL,
  sex text NOT NULL,
  age_from smallint,
  age_to smallint,
  died text,
  sharing_level text NOT NULL,
  CONSTRAINT remains_case_age CHECK ((((age_from IS NULL) = (age_to IS NULL)) AND ((age_from >= 0) AND (age_from <= age_to)) AND (age_to <= 120))),
  CONSTRAINT remains_case_extent CHECK ((extent = ANY (ARRAY['whole'::text, 'partial'::text, 'commingled'::text]))),
  CONSTRAINT remains_case_minimum CHECK ((minimum_individuals >= 1)),
  CONSTRAINT remains_case_one_unless_commingled CHECK (((extent = 'commingled'::text) OR (minimum_individuals = 1))),
  CONSTRAINT remains_case_sex CHECK ((sex = ANY (ARRAY['female'::text, 'male'::text, 'other'::text, 'unknown'::text]))),
  CONSTRAINT remains_case_sharing_level CHECK ((sharing_level = ANY (ARRAY['registry_only'::text, 'central_agency_only'::text, 'partners_pseudonymous'::text]))),
  CONSTRAINT remains_case_author_fk FOREIGN KEY (recorded_by, organisation_id) REFERENCES registry.app_user(id, organisation_id),
  CONSTRAINT remains_case_site_fk FOREIGN KEY (site_id) REFERENCES registry.site(id),
  CONSTRAINT remains_case_pk PRIMARY KEY (id)
);
CREATE TRIGGER remains_case_append_only BEFORE DELETE OR UPDATE ON registry.remains_case FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER remains_case_no_truncate BEFORE TRUNCATE ON registry.remains_case FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
-- POLICY remains_case_add a USING  WITH CHECK ((organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)) OR ( SELECT registry.reaches_registry() AS reaches_registry))
-- POLICY remains_case_see r USING ((organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)) OR (sharing_level = ANY (( SELECT registry.actor_levels() AS actor_levels)::text[])) OR (( SELECT registry.actor_is_agency() AS actor_is_agency) AND registry.is_bureau(organisation_id))) WITH CHECK 
GRANT INSERT, SELECT ON registry.remains_case TO whereabouts_app;

CREATE TABLE registry.remains_link (
  id uuid NOT NULL,
  case_id uuid NOT NULL,
  method text NOT NULL,
  level text NOT NULL,
  valid_edtf text NOT NULL,
  grade text NOT NULL,
  organisation_id uuid NOT NULL,
  proposed_by uuid NOT NULL,
  proposed_at timestamp with time zone NOT NULL,
  CONSTRAINT remains_link_level CHECK ((level = ANY (ARRAY['preliminary'::text, 'confirmed'::text]))),
  CONSTRAINT remains_link_author_fk FOREIGN KEY (proposed_by, organisation_id) REFERENCES registry.app_user(id, organisation_id),
  CONSTRAINT remains_link_case_fk FOREIGN KEY (case_id) REFERENCES registry.remains_case(id),
  CONSTRAINT remains_link_pk PRIMARY KEY (id)
);
CREATE INDEX remains_link_case ON registry.remains_link USING btree (case_id);
CREATE TRIGGER remains_link_append_only BEFORE DELETE OR UPDATE ON registry.remains_link FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER remains_link_no_truncate BEFORE TRUNCATE ON registry.remains_link FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
-- POLICY remains_link_add a USING  WITH CHECK (((organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)) OR ( SELECT registry.reaches_registry() AS reaches_registry)) AND ( SELECT true
   FROM registry.remains_case up
  WHERE (up.id = remains_link.case_id)))
-- POLICY remains_link_see r USING ( SELECT true
   FROM registry.remains_case up
  WHERE (up.id = remains_link.case_id)) WITH CHECK 
GRANT INSERT, SELECT ON registry.remains_link TO whereabouts_app;

CREATE TABLE registry.remains_link_person (
  link_id uuid NOT NULL,
  person_id uuid NOT NULL,
  CONSTRAINT remains_link_person_link_fk FOREIGN KEY (link_id) REFERENCES registry.remains_link(id),
  CONSTRAINT remains_link_person_person_fk FOREIGN KEY (person_id) REFERENCES registry.person(id),
  CONSTRAINT remains_link_person_pk PRIMARY KEY (link_id, person_id)
);
CREATE TRIGGER remains_link_person_append_only BEFORE DELETE OR UPDATE ON registry.remains_link_person FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER remains_link_person_no_truncate BEFORE TRUNCATE ON registry.remains_link_person FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
-- POLICY remains_link_person_add a USING  WITH CHECK (( SELECT true
   FROM registry.remains_link up
  WHERE ((up.id = remains_link_person.link_id) AND (up.organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)))) OR ( SELECT registry.reaches_registry() AS reaches_registry))
-- POLICY remains_link_person_see r USING ( SELECT true
   FROM registry.remains_link up
  WHERE (up.id = remains_link_person.link_id)) WITH CHECK 
GRANT INSERT, SELECT ON registry.remains_link_person TO whereabouts_app;

CREATE TABLE registry.remains_link_statement (
  link_id uuid NOT NULL,
  statement_id uuid NOT NULL,
  CONSTRAINT remains_link_statement_link_fk FOREIGN KEY (link_id) REFERENCES registry.remains_link(id),
  CONSTRAINT remains_link_statement_statement_fk FOREIGN KEY (statement_id) REFERENCES registry.statement(id),
  CONSTRAINT remains_link_statement_pk PRIMARY KEY (link_id, statement_id)
);
CREATE INDEX remains_link_statement_statement ON registry.remains_link_statement USING btree (statement_id);
CREATE TRIGGER remains_link_statement_append_only BEFORE DELETE OR UPDATE ON registry.remains_link_statement FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER remains_link_statement_no_truncate BEFORE TRUNCATE ON registry.remains_link_statement FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
-- POLICY remains_link_statement_add a USING  WITH CHECK (registry.owns_statement(statement_id) OR ( SELECT registry.reaches_registry() AS reaches_registry))
-- POLICY remains_link_statement_see r USING ( SELECT true
   FROM registry.remains_link up
  WHERE (up.id = remains_link_statement.link_id)) WITH CHECK 
GRANT INSERT, SELECT ON registry.remains_link_statement TO whereabouts_app;

CREATE TABLE registry.remains_link_step (
  link_id uuid NOT NULL,
  step text NOT NULL,
  reason text,
  organisation_id uuid NOT NULL,
  recorded_by uuid NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  CONSTRAINT remains_link_step_reason CHECK (((step = 'withdrawn'::text) = (reason IS NOT NULL))),
  CONSTRAINT remains_link_step_reason_length CHECK (((length(reason) >= 3) AND (length(reason) <= 1000))),
  CONSTRAINT remains_link_step_step CHECK ((step = ANY (ARRAY['confirmed'::text, 'withdrawn'::text]))),
  CONSTRAINT remains_link_step_author_fk FOREIGN KEY (recorded_by, organisation_id) REFERENCES registry.app_user(id, organisation_id),
  CONSTRAINT remains_link_step_link_fk FOREIGN KEY (link_id) REFERENCES registry.remains_link(id),
  CONSTRAINT remains_link_step_pk PRIMARY KEY (link_id, step)
);
CREATE TRIGGER remains_link_step_append_only BEFORE DELETE OR UPDATE ON registry.remains_link_step FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER remains_link_step_no_truncate BEFORE TRUNCATE ON registry.remains_link_step FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
-- POLICY remains_link_step_add a USING  WITH CHECK (((organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)) OR ( SELECT registry.reaches_registry() AS reaches_registry)) AND ( SELECT true
   FROM registry.remains_link up
  WHERE (up.id = remains_link_step.link_id)))
-- POLICY remains_link_step_see r USING ( SELECT true
   FROM registry.remains_link up
  WHERE (up.id = remains_link_step.link_id)) WITH CHECK 
GRANT INSERT, SELECT ON registry.remains_link_step TO whereabouts_app;

CREATE TABLE registry.retention (
  person_id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  version integer NOT NULL,
  until date,
  warned_on date,
  put_off text,
  closed_on date,
  next_on date,
  CONSTRAINT retention_closed_after_warning CHECK (((closed_on IS NULL) OR (warned_on IS NOT NULL))),
  CONSTRAINT retention_dated CHECK (((until IS NOT NULL) OR (num_nonnulls(warned_on, put_off, closed_on, next_on) = 0))),
  CONSTRAINT retention_version_positive CHECK ((version > 0)),
  CONSTRAINT retention_organisation_fk FOREIGN KEY (organisation_id) REFERENCES registry.organisation(id),
  CONSTRAINT retention_person_fk FOREIGN KEY (person_id) REFERENCES registry.person(id),
  CONSTRAINT retention_pk PRIMARY KEY (person_id)
);
CREATE INDEX retention_due ON registry.retention USING btree (next_on) WHERE (next_on IS NOT NULL);
CREATE INDEX retention_listing ON registry.retention USING btree (organisation_id, until, person_id) WHERE (until IS NOT NULL);
-- POLICY retention_add a USING  WITH CHECK ((organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)) OR ( SELECT registry.reaches_registry() AS reaches_registry))
-- POLICY retention_change w USING ((organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)) OR ( SELECT registry.reaches_registry() AS reaches_registry)) WITH CHECK 
-- POLICY retention_see r USING ((organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)) OR ( SELECT registry.reaches_registry() AS reaches_registry)) WITH CHECK 
GRANT INSERT, SELECT ON registry.retention TO whereabouts_app;
GRANT UPDATE (version, until, warned_on, put_off, closed_on, next_on) ON registry.retention TO whereabouts_app;

CREATE TABLE registry.retention_rule (
  number bigint GENERATED AS IDENTITY NOT NULL,
  organisation_id uuid NOT NULL,
  months integer,
  recorded_by uuid NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  CONSTRAINT retention_rule_months CHECK (((months >= 12) AND (months <= 1200))),
  CONSTRAINT retention_rule_organisation_fk FOREIGN KEY (organisation_id) REFERENCES registry.organisation(id),
  CONSTRAINT retention_rule_recorded_by_fk FOREIGN KEY (recorded_by) REFERENCES registry.app_user(id),
  CONSTRAINT retention_rule_pk PRIMARY KEY (number)
);
CREATE INDEX retention_rule_organisation ON registry.retention_rule USING btree (organisation_id, number);
CREATE TRIGGER retention_rule_append_only BEFORE DELETE OR UPDATE ON registry.retention_rule FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER retention_rule_no_truncate BEFORE TRUNCATE ON registry.retention_rule FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
-- POLICY retention_rule_add a USING  WITH CHECK ((organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)) OR ( SELECT registry.reaches_registry() AS reaches_registry))
-- POLICY retention_rule_see r USING ((organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)) OR ( SELECT registry.reaches_registry() AS reaches_registry)) WITH CHECK 
GRANT INSERT, SELECT ON registry.retention_rule TO whereabouts_app;

CREATE TABLE registry.retention_rule_number_seq (

);

CREATE TABLE registry.retention_step (
  person_id uuid NOT NULL,
  number integer NOT NULL,
  organisation_id uuid NOT NULL,
  step text NOT NULL,
  until date,
  cause text,
  reason text,
  recorded_by uuid,
  recorded_at timestamp with time zone NOT NULL,
  CONSTRAINT retention_step_by_somebody CHECK (((num_nulls(recorded_by, reason) = ANY (ARRAY[0, 2])) AND ((recorded_by IS NOT NULL) = ((step = ANY (ARRAY['set'::text, 'lifted'::text, 'reopened'::text])) AND (cause IS DISTINCT FROM 'rule'::text))))),
  CONSTRAINT retention_step_cause CHECK ((cause = ANY (ARRAY['rule'::text, 'search_open'::text, 'tracing_request_open'::text]))),
  CONSTRAINT retention_step_number_positive CHECK ((number > 0)),
  CONSTRAINT retention_step_of_date CHECK (((until IS NOT NULL) OR (step = ANY (ARRAY['lifted'::text, 'reopened'::text])))),
  CONSTRAINT retention_step_put_off_for CHECK (
CASE step
    WHEN 'put_off'::text THEN ((cause IS NOT NULL) AND (cause <> 'rule'::text))
    WHEN 'set'::text THEN ((cause IS NULL) OR (cause = 'rule'::text))
    ELSE (cause IS NULL)
END),
  CONSTRAINT retention_step_reason_length CHECK (((length(reason) >= 10) AND (length(reason) <= 1000))),
  CONSTRAINT retention_step_step CHECK ((step = ANY (ARRAY['set'::text, 'lifted'::text, 'warned'::text, 'put_off'::text, 'closed'::text, 'reopened'::text, 'erased'::text]))),
  CONSTRAINT retention_step_organisation_fk FOREIGN KEY (organisation_id) REFERENCES registry.organisation(id),
  CONSTRAINT retention_step_person_fk FOREIGN KEY (person_id) REFERENCES registry.person(id),
  CONSTRAINT retention_step_recorded_by_fk FOREIGN KEY (recorded_by) REFERENCES registry.app_user(id),
  CONSTRAINT retention_step_pk PRIMARY KEY (person_id, number)
);
CREATE TRIGGER retention_step_append_only BEFORE DELETE OR UPDATE ON registry.retention_step FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER retention_step_no_truncate BEFORE TRUNCATE ON registry.retention_step FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
-- POLICY retention_step_add a USING  WITH CHECK ((organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)) OR ( SELECT registry.reaches_registry() AS reaches_registry))
-- POLICY retention_step_see r USING ((organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)) OR ( SELECT registry.reaches_registry() AS reaches_registry)) WITH CHECK 
GRANT INSERT, SELECT ON registry.retention_step TO whereabouts_app;

CREATE TABLE registry.second_factor (
  user_id uuid NOT NULL,
  sealed bytea NOT NULL,
  begun_at timestamp with time zone NOT NULL,
  confirmed_at timestamp with time zone,
  last_step bigint,
  CONSTRAINT second_factor_step_where_confirmed CHECK (((confirmed_at IS NULL) = (last_step IS NULL))),
  CONSTRAINT second_factor_user_fk FOREIGN KEY (user_id) REFERENCES registry.app_user(id),
  CONSTRAINT second_factor_pk PRIMARY KEY (user_id)
);
-- POLICY second_factor_add a USING  WITH CHECK ((user_id = ( SELECT registry.actor_user() AS actor_user)) OR ( SELECT registry.reaches_accounts() AS reaches_accounts))
-- POLICY second_factor_change w USING ((user_id = ( SELECT registry.actor_user() AS actor_user)) OR ( SELECT registry.reaches_accounts() AS reaches_accounts)) WITH CHECK 
-- POLICY second_factor_remove d USING ((user_id = ( SELECT registry.actor_user() AS actor_user)) OR ( SELECT registry.reaches_accounts() AS reaches_accounts)) WITH CHECK 
-- POLICY second_factor_see r USING ((user_id = ( SELECT registry.actor_user() AS actor_user)) OR ( SELECT registry.reaches_accounts() AS reaches_accounts)) WITH CHECK 
GRANT DELETE, INSERT, SELECT ON registry.second_factor TO whereabouts_app;
GRANT UPDATE (confirmed_at, last_step) ON registry.second_factor TO whereabouts_app;

CREATE TABLE registry.shown_class (
  person_id uuid NOT NULL,
  keys bigint[] NOT NULL,
  birth_from smallint,
  birth_to smallint,
  rung smallint,
  year smallint,
  "least" smallint,
  CONSTRAINT shown_class_birth CHECK (((num_nulls(birth_from, birth_to) = ANY (ARRAY[0, 2])) AND (birth_from <= birth_to))),
  CONSTRAINT shown_class_compared CHECK (((num_nulls(rung, year, "least") = ANY (ARRAY[0, 3])) AND ((rung >= 0) AND (rung <= 5)))),
  CONSTRAINT shown_class_keys CHECK ((cardinality(keys) = 5)),
  CONSTRAINT shown_class_person_fk FOREIGN KEY (person_id) REFERENCES registry.person(id),
  CONSTRAINT shown_class_pk PRIMARY KEY (person_id)
);
-- POLICY shown_class_add a USING  WITH CHECK ( SELECT registry.reaches_registry() AS reaches_registry)
-- POLICY shown_class_change w USING ( SELECT registry.reaches_registry() AS reaches_registry) WITH CHECK 
-- POLICY shown_class_remove d USING ( SELECT registry.reaches_registry() AS reaches_registry) WITH CHECK 
-- POLICY shown_class_see r USING (( SELECT registry.reaches_registry() AS reaches_registry) OR registry.knows_person(person_id)) WITH CHECK 
GRANT DELETE, INSERT, SELECT, UPDATE ON registry.shown_class TO whereabouts_app;

CREATE TABLE registry.site (
  id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  recorded_by uuid NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  place_code text NOT NULL,
  place_precision text NOT NULL,
  sharing_level text NOT NULL,
  CONSTRAINT site_place_precision CHECK ((place_precision = ANY (ARRAY['exact_10m'::text, 'vicinity_100m'::text, 'locality_1km'::text, 'admin_area'::text, 'unknown'::text]))),
  CONSTRAINT site_sharing_level CHECK ((sharing_level = ANY (ARRAY['registry_only'::text, 'central_agency_only'::text, 'partners_pseudonymous'::text]))),
  CONSTRAINT site_author_fk FOREIGN KEY (recorded_by, organisation_id) REFERENCES registry.app_user(id, organisation_id),
  CONSTRAINT site_place_fk FOREIGN KEY (place_code) REFERENCES registry.place(code),
  CONSTRAINT site_pk PRIMARY KEY (id)
);
CREATE TRIGGER site_append_only BEFORE DELETE OR UPDATE ON registry.site FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER site_no_truncate BEFORE TRUNCATE ON registry.site FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
-- POLICY site_add a USING  WITH CHECK ((organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)) OR ( SELECT registry.reaches_registry() AS reaches_registry))
-- POLICY site_see r USING ((organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)) OR (sharing_level = ANY (( SELECT registry.actor_levels() AS actor_levels)::text[])) OR (( SELECT registry.actor_is_agency() AS actor_is_agency) AND registry.is_bureau(organisation_id))) WITH CHECK 
GRANT INSERT, SELECT ON registry.site TO whereabouts_app;

CREATE TABLE registry.site_count (
  site_id uuid NOT NULL,
  number integer NOT NULL,
  as_of text NOT NULL,
  recovered integer,
  identified integer,
  handed_over integer,
  recorded_by uuid NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  CONSTRAINT site_count_handed_over CHECK ((handed_over >= 0)),
  CONSTRAINT site_count_identified CHECK ((identified >= 0)),
  CONSTRAINT site_count_recovered CHECK ((recovered >= 0)),
  CONSTRAINT site_count_recorded_by_fk FOREIGN KEY (recorded_by) REFERENCES registry.app_user(id),
  CONSTRAINT site_count_site_fk FOREIGN KEY (site_id) REFERENCES registry.site(id),
  CONSTRAINT site_count_pk PRIMARY KEY (site_id, number)
);
CREATE TRIGGER site_count_append_only BEFORE DELETE OR UPDATE ON registry.site_count FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER site_count_no_truncate BEFORE TRUNCATE ON registry.site_count FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
-- POLICY site_count_add a USING  WITH CHECK (((recorded_by = ( SELECT registry.actor_user() AS actor_user)) OR ( SELECT registry.reaches_registry() AS reaches_registry)) AND ( SELECT true
   FROM registry.site up
  WHERE (up.id = site_count.site_id)))
-- POLICY site_count_see r USING ( SELECT true
   FROM registry.site up
  WHERE (up.id = site_count.site_id)) WITH CHECK 
GRANT INSERT, SELECT ON registry.site_count TO whereabouts_app;

CREATE TABLE registry.statement (
  id uuid NOT NULL,
  person_id uuid NOT NULL,
  kind text NOT NULL,
  valid_edtf text NOT NULL,
  valid_earliest timestamp with time zone NOT NULL,
  valid_latest timestamp with time zone NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  recorded_by uuid NOT NULL,
  organisation_id uuid NOT NULL,
  basis text NOT NULL,
  source text NOT NULL,
  reliability text NOT NULL,
  information smallint NOT NULL,
  place_code text,
  place_precision text,
  confidential boolean NOT NULL,
  details jsonb NOT NULL,
  reference text,
  evidence text GENERATED ALWAYS AS (lower((details ->> 'evidence'::text))) STORED,
  CONSTRAINT statement_basis CHECK ((basis = ANY (ARRAY['observed'::text, 'told'::text, 'inferred'::text]))),
  CONSTRAINT statement_details_object CHECK ((jsonb_typeof(details) = 'object'::text)),
  CONSTRAINT statement_information CHECK (((information >= 1) AND (information <= 6))),
  CONSTRAINT statement_place_pair CHECK (((place_code IS NULL) = (place_precision IS NULL))),
  CONSTRAINT statement_place_precision CHECK ((place_precision = ANY (ARRAY['exact_10m'::text, 'vicinity_100m'::text, 'locality_1km'::text, 'admin_area'::text, 'unknown'::text]))),
  CONSTRAINT statement_reliability CHECK ((reliability ~ '^[A-F]$'::text)),
  CONSTRAINT statement_valid_order CHECK ((valid_earliest <= valid_latest)),
  CONSTRAINT statement_author_fk FOREIGN KEY (recorded_by, organisation_id) REFERENCES registry.app_user(id, organisation_id),
  CONSTRAINT statement_person_fk FOREIGN KEY (person_id) REFERENCES registry.person(id),
  CONSTRAINT statement_place_fk FOREIGN KEY (place_code) REFERENCES registry.place(code),
  CONSTRAINT statement_pk PRIMARY KEY (id)
);
CREATE INDEX statement_evidence ON registry.statement USING btree (evidence) WHERE (evidence IS NOT NULL);
CREATE INDEX statement_in_confidence ON registry.statement USING btree (person_id, organisation_id) WHERE confidential;
CREATE INDEX statement_open ON registry.statement USING btree (person_id) WHERE (NOT confidential);
CREATE UNIQUE INDEX statement_reference_unique ON registry.statement USING btree (organisation_id, person_id, reference) WHERE (reference IS NOT NULL);
CREATE TRIGGER statement_append_only BEFORE DELETE OR UPDATE ON registry.statement FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER statement_no_truncate BEFORE TRUNCATE ON registry.statement FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
-- POLICY statement_add a USING  WITH CHECK ((organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)) OR ( SELECT registry.reaches_registry() AS reaches_registry))
-- POLICY statement_see r USING ((organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)) OR ( SELECT registry.reaches_registry() AS reaches_registry) OR ((NOT confidential) AND ( SELECT true
   FROM registry.person up
  WHERE (up.id = statement.person_id)))) WITH CHECK 
GRANT INSERT, SELECT ON registry.statement TO whereabouts_app;

CREATE TABLE registry.statement_withdrawal (
  statement_id uuid NOT NULL,
  how text NOT NULL,
  successor_id uuid,
  reason text NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  recorded_by uuid NOT NULL,
  CONSTRAINT statement_withdrawal_how CHECK ((how = ANY (ARRAY['retracted'::text, 'superseded'::text]))),
  CONSTRAINT statement_withdrawal_reason_length CHECK (((length(reason) >= 3) AND (length(reason) <= 1000))),
  CONSTRAINT statement_withdrawal_successor CHECK (((how = 'superseded'::text) = (successor_id IS NOT NULL))),
  CONSTRAINT statement_withdrawal_recorded_by_fk FOREIGN KEY (recorded_by) REFERENCES registry.app_user(id),
  CONSTRAINT statement_withdrawal_statement_fk FOREIGN KEY (statement_id) REFERENCES registry.statement(id),
  CONSTRAINT statement_withdrawal_successor_fk FOREIGN KEY (successor_id) REFERENCES registry.statement(id),
  CONSTRAINT statement_withdrawal_pk PRIMARY KEY (statement_id)
);
CREATE TRIGGER statement_withdrawal_append_only BEFORE DELETE OR UPDATE ON registry.statement_withdrawal FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER statement_withdrawal_no_truncate BEFORE TRUNCATE ON registry.statement_withdrawal FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
-- POLICY statement_withdrawal_add a USING  WITH CHECK (registry.owns_statement(statement_id) OR ( SELECT registry.reaches_registry() AS reaches_registry))
-- POLICY statement_withdrawal_see r USING registry.knows_statement(statement_id) WITH CHECK 
GRANT INSERT, SELECT ON registry.statement_withdrawal TO whereabouts_app;

CREATE TABLE registry.task (
  id uuid NOT NULL,
  person_id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  kind text NOT NULL,
  due date NOT NULL,
  assigned_to uuid,
  origin text NOT NULL,
  origin_id uuid,
  created_by uuid,
  created_at timestamp with time zone NOT NULL,
  done_at timestamp with time zone,
  CONSTRAINT task_created_by_fk FOREIGN KEY (created_by) REFERENCES registry.app_user(id),
  CONSTRAINT task_organisation_fk FOREIGN KEY (organisation_id) REFERENCES registry.organisation(id),
  CONSTRAINT task_person_fk FOREIGN KEY (person_id) REFERENCES registry.person(id),
  CONSTRAINT task_worker_fk FOREIGN KEY (assigned_to, organisation_id) REFERENCES registry.app_user(id, organisation_id),
  CONSTRAINT task_pk PRIMARY KEY (id)
);
CREATE INDEX task_due ON registry.task USING btree (organisation_id, due, created_at, id);
CREATE INDEX task_person ON registry.task USING btree (person_id, organisation_id);
-- POLICY task_add a USING  WITH CHECK ((organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)) OR ( SELECT registry.reaches_registry() AS reaches_registry))
-- POLICY task_change w USING ((organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)) OR ( SELECT registry.reaches_registry() AS reaches_registry)) WITH CHECK 
-- POLICY task_see r USING ((organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)) OR ( SELECT registry.reaches_registry() AS reaches_registry)) WITH CHECK 
GRANT INSERT, SELECT ON registry.task TO whereabouts_app;
GRANT UPDATE (assigned_to, done_at) ON registry.task TO whereabouts_app;

CREATE TABLE registry.task_assignment (
  task_id uuid NOT NULL,
  number integer NOT NULL,
  assigned_to uuid,
  recorded_by uuid NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  CONSTRAINT task_assignment_number_positive CHECK ((number > 0)),
  CONSTRAINT task_assignment_recorded_by_fk FOREIGN KEY (recorded_by) REFERENCES registry.app_user(id),
  CONSTRAINT task_assignment_task_fk FOREIGN KEY (task_id) REFERENCES registry.task(id),
  CONSTRAINT task_assignment_worker_fk FOREIGN KEY (assigned_to) REFERENCES registry.app_user(id),
  CONSTRAINT task_assignment_pk PRIMARY KEY (task_id, number)
);
CREATE TRIGGER task_assignment_append_only BEFORE DELETE OR UPDATE ON registry.task_assignment FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER task_assignment_no_truncate BEFORE TRUNCATE ON registry.task_assignment FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
-- POLICY task_assignment_add a USING  WITH CHECK (( SELECT true
   FROM registry.task up
  WHERE ((up.id = task_assignment.task_id) AND (up.organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)))) OR ( SELECT registry.reaches_registry() AS reaches_registry))
-- POLICY task_assignment_see r USING ( SELECT true
   FROM registry.task up
  WHERE (up.id = task_assignment.task_id)) WITH CHECK 
GRANT INSERT, SELECT ON registry.task_assignment TO whereabouts_app;

CREATE TABLE registry.task_step (
  task_id uuid NOT NULL,
  number integer NOT NULL,
  step text NOT NULL,
  recorded_by uuid NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  reason text,
  CONSTRAINT task_step_number_positive CHECK ((number > 0)),
  CONSTRAINT task_step_reason CHECK ((reason = ANY (ARRAY['death_taken_back'::text, 'statement_withdrawn'::text, 'reply_decided'::text]))),
  CONSTRAINT task_step_reason_of_lapse CHECK (((step = 'lapsed'::text) = (reason IS NOT NULL))),
  CONSTRAINT task_step_step CHECK ((step = ANY (ARRAY['marked'::text, 'done'::text, 'reopened'::text, 'lapsed'::text]))),
  CONSTRAINT task_step_recorded_by_fk FOREIGN KEY (recorded_by) REFERENCES registry.app_user(id),
  CONSTRAINT task_step_task_fk FOREIGN KEY (task_id) REFERENCES registry.task(id),
  CONSTRAINT task_step_pk PRIMARY KEY (task_id, number)
);
CREATE TRIGGER task_step_append_only BEFORE DELETE OR UPDATE ON registry.task_step FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER task_step_no_truncate BEFORE TRUNCATE ON registry.task_step FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
-- POLICY task_step_add a USING  WITH CHECK (( SELECT true
   FROM registry.task up
  WHERE ((up.id = task_step.task_id) AND (up.organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)))) OR ( SELECT registry.reaches_registry() AS reaches_registry))
-- POLICY task_step_see r USING ( SELECT true
   FROM registry.task up
  WHERE (up.id = task_step.task_id)) WITH CHECK 
GRANT INSERT, SELECT ON registry.task_step TO whereabouts_app;

CREATE TABLE registry.tracing_consent (
  request_id uuid NOT NULL,
  number integer NOT NULL,
  given_by text NOT NULL,
  purpose text NOT NULL,
  recipient text NOT NULL,
  recipient_organisation_id uuid,
  decision text NOT NULL,
  decided_on date NOT NULL,
  recorded_by uuid NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  CONSTRAINT tracing_consent_decision CHECK ((decision = ANY (ARRAY['given'::text, 'refused'::text, 'withdrawn'::text]))),
  CONSTRAINT tracing_consent_given_by CHECK ((given_by = ANY (ARRAY['enquirer'::text, 'sought_person'::text]))),
  CONSTRAINT tracing_consent_number_positive CHECK ((number > 0)),
  CONSTRAINT tracing_consent_recipient CHECK (((recipient = 'organisation'::text) = (recipient_organisation_id IS NOT NULL))),
  CONSTRAINT tracing_consent_organisation_fk FOREIGN KEY (recipient_organisation_id) REFERENCES registry.organisation(id),
  CONSTRAINT tracing_consent_recorded_by_fk FOREIGN KEY (recorded_by) REFERENCES registry.app_user(id),
  CONSTRAINT tracing_consent_request_fk FOREIGN KEY (request_id) REFERENCES registry.tracing_request(id),
  CONSTRAINT tracing_consent_pk PRIMARY KEY (request_id, number)
);
CREATE TRIGGER tracing_consent_append_only BEFORE DELETE OR UPDATE ON registry.tracing_consent FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER tracing_consent_no_truncate BEFORE TRUNCATE ON registry.tracing_consent FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
-- POLICY tracing_consent_add a USING  WITH CHECK (( SELECT true
   FROM registry.tracing_request up
  WHERE ((up.id = tracing_consent.request_id) AND (up.organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)))) OR ( SELECT registry.reaches_registry() AS reaches_registry))
-- POLICY tracing_consent_see r USING ( SELECT true
   FROM registry.tracing_request up
  WHERE (up.id = tracing_consent.request_id)) WITH CHECK 
GRANT INSERT, SELECT ON registry.tracing_consent TO whereabouts_app;

CREATE TABLE registry.tracing_request (
  id uuid NOT NULL,
  enquirer_id uuid NOT NULL,
  person_id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  worker_id uuid NOT NULL,
  reference text,
  kinship text NOT NULL,
  channel text NOT NULL,
  received_on date NOT NULL,
  state text NOT NULL,
  closing_reason text,
  version integer NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT tracing_request_closing_reason CHECK (((state = 'closed'::text) = (closing_reason IS NOT NULL))),
  CONSTRAINT tracing_request_reference_length CHECK (((length(reference) >= 1) AND (length(reference) <= 200))),
  CONSTRAINT tracing_request_state CHECK ((state = ANY (ARRAY['received'::text, 'open'::text, 'suspended'::text, 'answered'::text, 'closed'::text]))),
  CONSTRAINT tracing_request_version_positive CHECK ((version > 0)),
  CONSTRAINT tracing_request_organisation_fk FOREIGN KEY (organisation_id) REFERENCES registry.organisation(id),
  CONSTRAINT tracing_request_person_fk FOREIGN KEY (person_id) REFERENCES registry.person(id),
  CONSTRAINT tracing_request_worker_fk FOREIGN KEY (worker_id, organisation_id) REFERENCES registry.app_user(id, organisation_id),
  CONSTRAINT tracing_request_pk PRIMARY KEY (id),
  CONSTRAINT tracing_request_enquirer_unique UNIQUE (enquirer_id),
  CONSTRAINT tracing_request_reference_unique UNIQUE (organisation_id, reference)
);
CREATE INDEX tracing_request_listing ON registry.tracing_request USING btree (organisation_id, created_at, id);
CREATE INDEX tracing_request_person ON registry.tracing_request USING btree (person_id);
-- POLICY tracing_request_add a USING  WITH CHECK ((organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)) OR ( SELECT registry.reaches_registry() AS reaches_registry))
-- POLICY tracing_request_change w USING ((organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)) OR ( SELECT registry.reaches_registry() AS reaches_registry)) WITH CHECK 
-- POLICY tracing_request_see r USING ((organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)) OR ( SELECT registry.reaches_registry() AS reaches_registry)) WITH CHECK 
GRANT INSERT, SELECT ON registry.tracing_request TO whereabouts_app;
GRANT UPDATE (worker_id, channel, state, closing_reason, version) ON registry.tracing_request TO whereabouts_app;

CREATE TABLE registry.tracing_request_assignment (
  request_id uuid NOT NULL,
  number integer NOT NULL,
  worker_id uuid NOT NULL,
  recorded_by uuid NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  CONSTRAINT tracing_request_assignment_number_positive CHECK ((number > 0)),
  CONSTRAINT tracing_request_assignment_recorded_by_fk FOREIGN KEY (recorded_by) REFERENCES registry.app_user(id),
  CONSTRAINT tracing_request_assignment_tracing_request_fk FOREIGN KEY (request_id) REFERENCES registry.tracing_request(id),
  CONSTRAINT tracing_request_assignment_worker_fk FOREIGN KEY (worker_id) REFERENCES registry.app_user(id),
  CONSTRAINT tracing_request_assignment_pk PRIMARY KEY (request_id, number)
);
CREATE TRIGGER tracing_request_assignment_append_only BEFORE DELETE OR UPDATE ON registry.tracing_request_assignment FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER tracing_request_assignment_no_truncate BEFORE TRUNCATE ON registry.tracing_request_assignment FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
-- POLICY tracing_request_assignment_add a USING  WITH CHECK (( SELECT true
   FROM registry.tracing_request up
  WHERE ((up.id = tracing_request_assignment.request_id) AND (up.organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)))) OR ( SELECT registry.reaches_registry() AS reaches_registry))
-- POLICY tracing_request_assignment_see r USING ( SELECT true
   FROM registry.tracing_request up
  WHERE (up.id = tracing_request_assignment.request_id)) WITH CHECK 
GRANT INSERT, SELECT ON registry.tracing_request_assignment TO whereabouts_app;

CREATE TABLE registry.tracing_request_channel (
  request_id uuid NOT NULL,
  number integer NOT NULL,
  channel text NOT NULL,
  recorded_by uuid NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  CONSTRAINT tracing_request_channel_number_positive CHECK ((number > 0)),
  CONSTRAINT tracing_request_channel_recorded_by_fk FOREIGN KEY (recorded_by) REFERENCES registry.app_user(id),
  CONSTRAINT tracing_request_channel_tracing_request_fk FOREIGN KEY (request_id) REFERENCES registry.tracing_request(id),
  CONSTRAINT tracing_request_channel_pk PRIMARY KEY (request_id, number)
);
CREATE TRIGGER tracing_request_channel_append_only BEFORE DELETE OR UPDATE ON registry.tracing_request_channel FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER tracing_request_channel_no_truncate BEFORE TRUNCATE ON registry.tracing_request_channel FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
-- POLICY tracing_request_channel_add a USING  WITH CHECK (( SELECT true
   FROM registry.tracing_request up
  WHERE ((up.id = tracing_request_channel.request_id) AND (up.organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)))) OR ( SELECT registry.reaches_registry() AS reaches_registry))
-- POLICY tracing_request_channel_see r USING ( SELECT true
   FROM registry.tracing_request up
  WHERE (up.id = tracing_request_channel.request_id)) WITH CHECK 
GRANT INSERT, SELECT ON registry.tracing_request_channel TO whereabouts_app;

CREATE TABLE registry.tracing_request_step (
  request_id uuid NOT NULL,
  number integer NOT NULL,
  state text NOT NULL,
  closing_reason text,
  reason text NOT NULL,
  recorded_by uuid NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  CONSTRAINT tracing_request_step_number_positive CHECK ((number > 0)),
  CONSTRAINT tracing_request_step_reason_length CHECK (((length(reason) >= 3) AND (length(reason) <= 1000))),
  CONSTRAINT tracing_request_step_recorded_by_fk FOREIGN KEY (recorded_by) REFERENCES registry.app_user(id),
  CONSTRAINT tracing_request_step_request_fk FOREIGN KEY (request_id) REFERENCES registry.tracing_request(id),
  CONSTRAINT tracing_request_step_pk PRIMARY KEY (request_id, number)
);
CREATE TRIGGER tracing_request_step_append_only BEFORE DELETE OR UPDATE ON registry.tracing_request_step FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER tracing_request_step_no_truncate BEFORE TRUNCATE ON registry.tracing_request_step FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
-- POLICY tracing_request_step_add a USING  WITH CHECK (( SELECT true
   FROM registry.tracing_request up
  WHERE ((up.id = tracing_request_step.request_id) AND (up.organisation_id = ( SELECT registry.actor_organisation() AS actor_organisation)))) OR ( SELECT registry.reaches_registry() AS reaches_registry))
-- POLICY tracing_request_step_see r USING ( SELECT true
   FROM registry.tracing_request up
  WHERE (up.id = tracing_request_step.request_id)) WITH CHECK 
GRANT INSERT, SELECT ON registry.tracing_request_step TO whereabouts_app;

CREATE TABLE registry.web_session (
  token_hash bytea NOT NULL,
  user_id uuid NOT NULL,
  token_version integer NOT NULL,
  created_at timestamp with time zone NOT NULL,
  last_seen_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  CONSTRAINT web_session_user_fk FOREIGN KEY (user_id) REFERENCES registry.app_user(id),
  CONSTRAINT web_session_pk PRIMARY KEY (token_hash)
);
-- POLICY web_session_add a USING  WITH CHECK ((user_id = ( SELECT registry.actor_user() AS actor_user)) OR ( SELECT registry.reaches_accounts() AS reaches_accounts))
-- POLICY web_session_change w USING ((user_id = ( SELECT registry.actor_user() AS actor_user)) OR ( SELECT registry.reaches_accounts() AS reaches_accounts)) WITH CHECK 
-- POLICY web_session_remove d USING ((user_id = ( SELECT registry.actor_user() AS actor_user)) OR ( SELECT registry.reaches_accounts() AS reaches_accounts)) WITH CHECK 
-- POLICY web_session_see r USING ((user_id = ( SELECT registry.actor_user() AS actor_user)) OR ( SELECT registry.reaches_accounts() AS reaches_accounts)) WITH CHECK 
GRANT DELETE, INSERT, SELECT, UPDATE ON registry.web_session TO whereabouts_app;

CREATE SCHEMA vault;
GRANT USAGE ON SCHEMA vault TO whereabouts_vault;

CREATE OR REPLACE FUNCTION vault.close_index_key_versions(present_version integer)
 RETURNS SETOF integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
BEGIN
  PERFORM vault.hold_index_key_version(present_version);
  INSERT INTO vault.index_key_version (version, state)
    SELECT DISTINCT key_version, 'in_use' FROM vault.search_row WHERE key_version < present_version
    UNION SELECT known.version, 'in_use'
          FROM (SELECT CASE key_name WHEN 'blind_index' THEN 1 ELSE substring(key_name FROM '^blind_index_([0-9]+)$')::integer END AS version
                FROM vault.key_fingerprint) known
          WHERE known.version < present_version
    ON CONFLICT ON CONSTRAINT index_key_version_pk DO NOTHING;
  PERFORM 1 FROM vault.index_key_version WHERE version < present_version ORDER BY version FOR UPDATE;
  RETURN QUERY UPDATE vault.index_key_version SET state = 'closed', changed_at = clock_timestamp()
    WHERE version < present_version AND state = 'in_use' RETURNING version;
END $function$
; -- runs as its owner

CREATE OR REPLACE FUNCTION vault.close_key_versions(present_version integer)
 RETURNS SETOF integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
BEGIN
  PERFORM vault.hold_key_version(present_version);
  INSERT INTO vault.key_version (version, state)
    SELECT DISTINCT kek_version, 'in_use' FROM vault.person_key WHERE kek_version < present_version
    UNION SELECT substring(key_name FROM '^key_encryption_key_([0-9]+)$')::integer, 'in_use' FROM vault.key_fingerprint
          WHERE substring(key_name FROM '^key_encryption_key_([0-9]+)$')::integer < present_version
    ON CONFLICT ON CONSTRAINT key_version_pk DO NOTHING;
  PERFORM 1 FROM vault.key_version WHERE version < present_version ORDER BY version FOR UPDATE;
  RETURN QUERY UPDATE vault.key_version SET state = 'closed', changed_at = clock_timestamp()
    WHERE version < present_version AND state = 'in_use' RETURNING version;
END $function$
; -- runs as its owner

CREATE OR REPLACE FUNCTION vault.hold_index_key_version(wanted integer)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
DECLARE
  present text;
BEGIN
  SELECT state INTO present FROM vault.index_key_version WHERE version = wanted FOR SHARE;
  IF NOT FOUND THEN
    INSERT INTO vault.index_key_version (version, state) VALUES (wanted, 'in_use') ON CONFLICT ON CONSTRAINT index_key_version_pk DO NOTHING;
    SELECT state INTO present FROM vault.index_key_version WHERE version = wanted FOR SHARE;
  END IF;
  IF present IS DISTINCT FROM 'in_use' THEN
    RAISE EXCEPTION 'no codes are stored under version % of the blind index key any more', wanted USING ERRCODE = 'KV002';
  END IF;
END $function$
; -- runs as its owner

CREATE OR REPLACE FUNCTION vault.hold_key_version(wanted integer)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
DECLARE
  present text;
BEGIN
  SELECT state INTO present FROM vault.key_version WHERE version = wanted FOR SHARE;
  IF NOT FOUND THEN
    INSERT INTO vault.key_version (version, state) VALUES (wanted, 'in_use') ON CONFLICT ON CONSTRAINT key_version_pk DO NOTHING;
    SELECT state INTO present FROM vault.key_version WHERE version = wanted FOR SHARE;
  END IF;
  IF present IS DISTINCT FROM 'in_use' THEN
    RAISE EXCEPTION 'version % of the key-encryption key seals nobody any more', wanted USING ERRCODE = 'KV001';
  END IF;
END $function$
; -- runs as its owner

CREATE OR REPLACE FUNCTION vault.refuse_closed_index_key()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
BEGIN
  PERFORM vault.hold_index_key_version(v.key_version) FROM (SELECT DISTINCT key_version FROM added ORDER BY key_version) v;
  RETURN NULL;
END $function$
; -- runs as its owner

CREATE OR REPLACE FUNCTION vault.refuse_closed_key()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
BEGIN
  PERFORM vault.hold_key_version(v.kek_version) FROM (SELECT DISTINCT kek_version FROM added ORDER BY kek_version) v;
  RETURN NULL;
END $function$
; -- runs as its owner

CREATE OR REPLACE FUNCTION vault.retire_index_key_version(given integer)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
DECLARE
  people bigint;
BEGIN
  INSERT INTO vault.index_key_version (version, state) VALUES (given, 'in_use') ON CONFLICT ON CONSTRAINT index_key_version_pk DO NOTHING;
  PERFORM 1 FROM vault.index_key_version WHERE version = given FOR UPDATE;
  SELECT count(DISTINCT person_id) INTO people FROM vault.search_row WHERE key_version = given;
  IF people = 0 THEN
    UPDATE vault.index_key_version SET state = 'retired', changed_at = clock_timestamp() WHERE version = given AND state <> 'retired';
  END IF;
  RETURN people;
END $function$
; -- runs as its owner

CREATE OR REPLACE FUNCTION vault.retire_key_version(given integer)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
DECLARE
  people bigint;
BEGIN
  INSERT INTO vault.key_version (version, state) VALUES (given, 'in_use') ON CONFLICT ON CONSTRAINT key_version_pk DO NOTHING;
  PERFORM 1 FROM vault.key_version WHERE version = given FOR UPDATE;
  SELECT count(*) INTO people FROM vault.person_key WHERE kek_version = given;
  IF people = 0 THEN
    UPDATE vault.key_version SET state = 'retired', changed_at = clock_timestamp() WHERE version = given AND state <> 'retired';
  END IF;
  RETURN people;
END $function$
; -- runs as its owner

CREATE OR REPLACE FUNCTION vault.rewrap_keys(to_version integer, person_ids uuid[], from_keys bytea[], to_keys bytea[])
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
DECLARE
  changed integer;
BEGIN
  PERFORM vault.hold_key_version(to_version);
  UPDATE vault.person_key k SET kek_version = to_version, wrapped_key = given.to_key
    FROM unnest(person_ids, from_keys, to_keys) AS given (person_id, from_key, to_key)
    WHERE k.person_id = given.person_id AND k.wrapped_key = given.from_key AND k.kek_version < to_version;
  GET DIAGNOSTICS changed = ROW_COUNT;
  RETURN changed;
END $function$
; -- runs as its owner

CREATE OR REPLACE FUNCTION vault.split_key(person uuid, version integer, wrapped bytea, slot bigint)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  SELECT vault.hold_key_version(version);
  UPDATE vault.person_key SET kek_version = version, wrapped_key = wrapped, key_slot = slot WHERE person_id = person AND key_slot IS NULL
$function$
; -- runs as its owner

CREATE TABLE vault.erased_person (
  person_id uuid NOT NULL,
  key_slot bigint,
  erased_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
  CONSTRAINT erased_person_slot_positive CHECK ((key_slot > 0)),
  CONSTRAINT erased_person_pk PRIMARY KEY (person_id)
);
GRANT INSERT, SELECT ON vault.erased_person TO whereabouts_vault;

CREATE TABLE vault.index_key_version (
  version integer NOT NULL,
  state text NOT NULL,
  changed_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
  CONSTRAINT index_key_version_positive CHECK ((version > 0)),
  CONSTRAINT index_key_version_state CHECK ((state = ANY (ARRAY['in_use'::text, 'closed'::text, 'retired'::text]))),
  CONSTRAINT index_key_version_pk PRIMARY KEY (version)
);
GRANT SELECT ON vault.index_key_version TO whereabouts_vault;

CREATE TABLE vault.key_fingerprint (
  key_name text NOT NULL,
  fingerprint text NOT NULL,
  CONSTRAINT key_fingerprint_form CHECK ((fingerprint ~ '^[0-9a-f]{32}$'::text)),
  CONSTRAINT key_fingerprint_pk PRIMARY KEY (key_name)
);
GRANT INSERT, SELECT ON vault.key_fingerprint TO whereabouts_vault;

CREATE TABLE vault.key_slot (

);
GRANT SELECT, USAGE ON vault.key_slot TO whereabouts_vault;

CREATE TABLE vault.key_store (
  only_one boolean DEFAULT true NOT NULL,
  store_id uuid NOT NULL,
  CONSTRAINT key_store_only_one CHECK (only_one),
  CONSTRAINT key_store_pk PRIMARY KEY (only_one)
);
GRANT INSERT, SELECT ON vault.key_store TO whereabouts_vault;

CREATE TABLE vault.key_version (
  version integer NOT NULL,
  state text NOT NULL,
  changed_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
  CONSTRAINT key_version_positive CHECK ((version > 0)),
  CONSTRAINT key_version_state CHECK ((state = ANY (ARRAY['in_use'::text, 'closed'::text, 'retired'::text]))),
  CONSTRAINT key_version_pk PRIMARY KEY (version)
);
GRANT SELECT ON vault.key_version TO whereabouts_vault;

CREATE TABLE vault.migration (
  name text NOT NULL,
  applied_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT migration_pk PRIMARY KEY (name)
);

CREATE TABLE vault.person_key (
  person_id uuid NOT NULL,
  kek_version integer NOT NULL,
  wrapped_key bytea NOT NULL,
  state text NOT NULL,
  created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
  key_slot bigint,
  CONSTRAINT person_key_kek_version_positive CHECK ((kek_version > 0)),
  CONSTRAINT person_key_slot_positive CHECK ((key_slot > 0)),
  CONSTRAINT person_key_state CHECK ((state = ANY (ARRAY['pending'::text, 'confirmed'::text]))),
  CONSTRAINT person_key_pk PRIMARY KEY (person_id),
  CONSTRAINT person_key_slot_unique UNIQUE (key_slot)
);
CREATE INDEX person_key_kek_version ON vault.person_key USING btree (kek_version);
CREATE INDEX person_key_pending ON vault.person_key USING btree (created_at) WHERE (state = 'pending'::text);
CREATE INDEX person_key_whole ON vault.person_key USING btree (person_id) WHERE (key_slot IS NULL);
CREATE TRIGGER person_key_version_open AFTER INSERT ON vault.person_key REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION vault.refuse_closed_key();
GRANT DELETE, INSERT, SELECT ON vault.person_key TO whereabouts_vault;
GRANT UPDATE (state) ON vault.person_key TO whereabouts_vault;

CREATE TABLE vault.sealed_field (
  person_id uuid NOT NULL,
  field text NOT NULL,
  version integer NOT NULL,
  sealed bytea NOT NULL,
  CONSTRAINT sealed_field_name CHECK ((field ~ '^[a-z_]{1,40}$'::text)),
  CONSTRAINT sealed_field_version_positive CHECK ((version > 0)),
  CONSTRAINT sealed_field_person_fk FOREIGN KEY (person_id) REFERENCES vault.person_key(person_id) ON DELETE CASCADE,
  CONSTRAINT sealed_field_pk PRIMARY KEY (person_id, field)
);
GRANT DELETE, INSERT, SELECT ON vault.sealed_field TO whereabouts_vault;
GRANT UPDATE (version, sealed) ON vault.sealed_field TO whereabouts_vault;

CREATE TABLE vault.search_code (
  code bigint NOT NULL,
  row_id uuid NOT NULL,
  CONSTRAINT search_code_63_bits CHECK ((code >= 0)),
  CONSTRAINT search_code_row_fk FOREIGN KEY (row_id) REFERENCES vault.search_row(row_id) ON DELETE CASCADE,
  CONSTRAINT search_code_pk PRIMARY KEY (code, row_id)
);
CREATE INDEX search_code_row ON vault.search_code USING btree (row_id);
GRANT INSERT, SELECT ON vault.search_code TO whereabouts_vault;

CREATE TABLE vault.search_row (
  row_id uuid NOT NULL,
  person_id uuid NOT NULL,
  names_version integer DEFAULT 1 NOT NULL,
  key_version integer DEFAULT 1 NOT NULL,
  CONSTRAINT search_row_key_version_positive CHECK ((key_version > 0)),
  CONSTRAINT search_row_names_version_positive CHECK ((names_version > 0)),
  CONSTRAINT search_row_person_fk FOREIGN KEY (person_id) REFERENCES vault.person_key(person_id) ON DELETE CASCADE,
  CONSTRAINT search_row_pk PRIMARY KEY (row_id)
);
CREATE INDEX search_row_person ON vault.search_row USING btree (person_id);
CREATE INDEX search_row_version ON vault.search_row USING btree (names_version, key_version, person_id);
CREATE TRIGGER search_row_index_key_open AFTER INSERT ON vault.search_row REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION vault.refuse_closed_index_key();
GRANT DELETE, INSERT, SELECT ON vault.search_row TO whereabouts_vault;
