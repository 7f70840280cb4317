// Rows for the tables that the story of the crowd leaves empty, so that the rules of each are held against something.

/** What the crowd's story leaves empty: rows of several organisations, some of which name others. */
export const PLANTED = [
  `INSERT INTO registry.person_link_review SELECT id, organisation_id, proposed_by, 'confirmed', true, 'planted', now() FROM registry.person_link ON CONFLICT DO NOTHING`,
  `INSERT INTO registry.person_link_withdrawal SELECT id, 'planted', now(), proposed_by FROM registry.person_link ON CONFLICT DO NOTHING`,
  `INSERT INTO registry.web_session SELECT uuid_send(id), id, 1, now(), now(), now() FROM registry.app_user`,
  `INSERT INTO registry.one_time_link SELECT uuid_send(id), 'set_password', id, now(), now() FROM registry.app_user`,
  `INSERT INTO registry.second_factor SELECT id, '\\x00', now() FROM registry.app_user`,
  `INSERT INTO registry.recovery_code SELECT id, uuid_send(id) FROM registry.app_user`,
  `INSERT INTO registry.idempotency SELECT id, 'POST', '/v1/planted', 'planted', '', NULL, now() FROM registry.app_user`,
  `INSERT INTO registry.list_answer_withdrawal SELECT id, 'planted', recorded_by, now() FROM registry.list_answer ON CONFLICT DO NOTHING`,
  `INSERT INTO registry.exchange (id, organisation_id, sharing_level, legal_basis, created_at)
   SELECT gen_random_uuid(), id, g.level, 'consent', now() FROM registry.organisation,
     unnest('{registry_only,named_organisations,central_agency_only,partners_pseudonymous}'::text[]) AS g(level)`,
  `INSERT INTO registry.exchange_named_organisation
   SELECT e.id, o.id FROM registry.exchange e JOIN registry.organisation o ON o.id <> e.organisation_id
   WHERE e.sharing_level = 'named_organisations' AND o.kind IN ('ngo', 'liaison_office') ON CONFLICT DO NOTHING`,
  `INSERT INTO registry.import_job SELECT gen_random_uuid(), organisation_id, id, 'csv', uuid_send(id), '', 0, 0, 0, 0, 0, now() FROM registry.app_user`,
  `INSERT INTO registry.match_proposal
   SELECT gen_random_uuid(), a.id, b.id, a.owner_organisation_id, b.owner_organisation_id, CASE WHEN hashtext(a.id::text) % 2 = 0 THEN 'owners' ELSE 'central_agency' END, 'open', 'same', '[]', 1, now(), now()
   FROM registry.person a JOIN registry.person b ON a.id < b.id WHERE hashtext(a.id::text || b.id::text) % 5 = 0 ON CONFLICT DO NOTHING`,
  `INSERT INTO registry.match_mark (person_id) SELECT id FROM registry.person`,
  `INSERT INTO registry.count_column VALUES (0, 'today', 'planted', 1, NULL, '')`,
  `INSERT INTO registry.match_finding SELECT id, 1, true, 'same', '[]', 1, now() FROM registry.match_proposal ON CONFLICT DO NOTHING`,
  `INSERT INTO registry.match_verdict
   SELECT m.id, row_number() OVER (PARTITION BY m.id ORDER BY u.id) + 100, u.organisation_id, u.id, 'not_same', 'planted', now()
   FROM registry.match_proposal m JOIN registry.app_user u ON hashtext(m.id::text || u.id::text) % 5 = 0`,
  `INSERT INTO registry.evidence_file_step
   SELECT id, 1, CASE WHEN row_number() OVER (PARTITION BY access ORDER BY added_at, id) % 2 = 0 THEN 'destroyed' ELSE 'kept' END, NULL, 'planted by a test', added_by, now()
   FROM registry.evidence_file ON CONFLICT DO NOTHING`,
  `INSERT INTO registry.import_report SELECT id, 1, '[]' FROM registry.import_job`,
];
