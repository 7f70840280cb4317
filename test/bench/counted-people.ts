// Fills a registry with people for the bench of counts: rows as the service would have made them, by four statements of SQL.

import type { Client } from 'pg';
import type { Actor } from '../../src/domain/access/actor.js';

const PLACES = `
INSERT INTO registry.place (code, name, parent_code, level, state_code, municipality_code)
  SELECT 'demo:' || s, 'State ' || s, NULL, 1, 'demo:' || s, NULL FROM generate_series(1, 32) AS s
  UNION ALL SELECT 'demo:' || s || '.' || m, 'Town ' || m, 'demo:' || s, 2, 'demo:' || s, 'demo:' || s || '.' || m
    FROM generate_series(1, 32) AS s, generate_series(1, 20) AS m`;

const PEOPLE = `
INSERT INTO registry.person (id, owner_organisation_id, reference, sharing_level, legal_basis, has_identity, created_at)
  SELECT (lpad(to_hex(n), 8, '0') || '-0000-7000-8000-000000000000')::uuid, $1, 'bench-' || n,
    CASE WHEN n % 3 = 0 THEN 'partners_pseudonymous' ELSE 'registry_only' END, 'public_interest', false, timestamptz '2023-01-01' + n * interval '1 millisecond'
  FROM generate_series(1, $2::int) AS n`;

/** What is drawn of person `n`, by the digits of a number that is mixed. */
const DRAWN = `(SELECT p.id, p.owner_organisation_id, p.sharing_level, row_number() OVER (ORDER BY p.id) AS n, hashint8(row_number() OVER (ORDER BY p.id))::bigint + 2147483648 AS h FROM registry.person p) AS d,
  LATERAL (SELECT 1 + h % 32 AS s, 1 + h / 32 % 20 AS m, date '2019-01-01' + (h / 640 % 1800)::int AS lost, h / 7 % 9 AS turn, h / 11 % 9 AS told) AS x`;
const SOURCES = `ARRAY['family','person','authority','party','neutral_agency','organisation','witness','media','other']`;

const STATEMENTS = `
INSERT INTO registry.statement (id, person_id, kind, valid_edtf, valid_earliest, valid_latest, recorded_at, recorded_by, organisation_id, basis, source,
    reliability, information, place_code, place_precision, confidential, details)
  SELECT gen_random_uuid(), id, kind, valid::text, valid, valid + interval '1 day' - interval '1 millisecond', timestamptz '2023-01-01' + n * interval '1 millisecond', $2, $1,
    'told', (${SOURCES})[told + 1], 'B', 2, place, CASE WHEN place IS NOT NULL THEN 'admin_area' END, false, details
  FROM ${DRAWN}, LATERAL (
    SELECT 'disappearance' AS kind, lost AS valid, 'demo:' || s || '.' || m AS place, '{}'::jsonb AS details
    UNION ALL SELECT 'particulars', lost, NULL, jsonb_build_object('sex', CASE WHEN h % 5 = 0 THEN 'female' ELSE 'male' END, 'nationalities', jsonb_build_array('XA'))
    UNION ALL SELECT 'located', lost + 200, NULL, '{"attestedBy": "family"}' WHERE turn < 2
    UNION ALL SELECT 'death', lost + 400, NULL, '{}' WHERE turn = 2) AS told_of`;

const SHOWN = `fate, episode, sex, state, municipality, month, category, side, holder, lasting_flags, timed_flags, raised_from, raised_until, birth_from, birth_to, sign_at,
  nationality, source, time_to_return, custody, custody_from, custody_by, layout,
  owner_organisation_id, sharing_level`;
const OF_PERSON = `'unknown', 1, CASE WHEN h % 5 = 0 THEN 'female' ELSE 'male' END, 'demo:' || s, 'demo:' || s || '.' || m, to_char(lost, 'YYYY-MM'),
    (ARRAY['missing_civilian','prisoner_of_war','unknown','missing_armed_forces_member'])[1 + h / 3 % 4], 'key' || h % 2,
    CASE WHEN turn = 3 THEN 'key' || (h + 1) % 2 ELSE 'unknown' END, CASE WHEN h % 40 = 0 THEN '{extortion_attempt}' ELSE '{}' END::text[],
    CASE WHEN turn > 3 THEN '{sign_of_life_stale}' ELSE '{}' END::text[], CASE WHEN turn > 3 THEN ARRAY[lost + interval '365 days'] ELSE '{}' END,
    CASE WHEN turn > 3 THEN ARRAY[timestamptz 'infinity'] ELSE '{}' END, 1950 + h / 13 % 60, 1950 + h / 13 % 60, lost::timestamptz, 'XA',
    (${SOURCES})[told + 1]`;

const PROJECTED = `
INSERT INTO registry.record_projection (person_id, view, known_from, valid_from, updated_at, status, ${SHOWN})
  SELECT id, 'shared', timestamptz '2023-01-01' + n * interval '1 millisecond', CASE WHEN turn < 2 THEN lost + 200 WHEN turn = 2 THEN lost + 400 ELSE lost END, now(),
    (ARRAY['returned_located','returned_located','dead_not_returned','believed_held','missing','missing','missing','missing','missing'])[turn + 1], ${OF_PERSON},
    CASE WHEN turn < 2 THEN '90_to_364_days' ELSE 'not_returned' END, CASE WHEN turn = 3 THEN 'running' ELSE 'none' END, CASE WHEN turn = 3 THEN lost END,
    CASE WHEN turn = 3 THEN lost END, 3, owner_organisation_id, sharing_level
  FROM ${DRAWN}`;

const PAST = `
INSERT INTO registry.record_interval (person_id, view, known_from, known_to, valid_from, valid_to, status, ${SHOWN})
  SELECT id, 'shared', timestamptz '2023-01-01' + n * interval '1 millisecond', 'infinity', lost, lost + CASE WHEN turn < 2 THEN 200 ELSE 400 END, 'missing', ${OF_PERSON},
    'not_returned', 'none', NULL, NULL, 3, owner_organisation_id, sharing_level
  FROM ${DRAWN} WHERE turn < 3`;

/** As the owner of the tables, past every door: two or three statements each, what stands for today, and of a third a past. */
export async function loadCountedPeople(
  owner: Client,
  { organisationId, userId }: Actor,
  persons: number,
): Promise<void> {
  const started = performance.now();
  await owner.query(`SET TimeZone = 'UTC'`);
  await owner.query(PLACES);
  await owner.query(PEOPLE, [organisationId, persons]);
  await owner.query(STATEMENTS, [organisationId, userId]);
  await owner.query(PROJECTED);
  await owner.query(PAST);
  await owner.query(
    'VACUUM ANALYZE registry.person, registry.statement, registry.record_projection, registry.record_interval',
  );
  console.log(`${persons} persons loaded in ${((performance.now() - started) / 1000).toFixed(0)} s.`);
}
