// Reads what decides whether something may be told of persons: who registered them, the sharing level, the newest will, and news that waits.

import type { EntityManager } from 'typeorm';
import type { SharingLevel } from '../../domain/access/person-visibility.js';
import type { ConsentGround } from '../../domain/matching/reply-consent.js';
import type { WillRecipients } from '../../domain/news/person-will.js';
import { newsWaits } from '../news/news-waits.query.js';

interface GroundRow {
  owner: string;
  owner_is_bound: boolean;
  sharing_level: string;
  named: string[];
  shared_with: string | null;
  will_named: string[] | null;
  waits: boolean;
}

/** For whoever reaches the registry: a death of which a family is not told yet is a task of another organisation. */
export async function consentGrounds(manager: EntityManager, personIds: readonly string[]): Promise<ConsentGround[]> {
  const rows = await manager.query<GroundRow[]>(
    `SELECT p.owner_organisation_id AS owner, o.party_id IS NOT NULL AS owner_is_bound, p.sharing_level,
            ARRAY(SELECT n.organisation_id::text FROM registry.person_named_organisation n WHERE n.person_id = p.id) AS named,
            v.shared_with, v.named_organisations::text[] AS will_named,
            ${newsWaits('p.id', `'infinity'::timestamptz`)} OR EXISTS (SELECT 1 FROM registry.task t
              WHERE t.person_id = p.id AND t.organisation_id = p.owner_organisation_id AND t.kind = 'tell_family' AND t.done_at IS NULL) AS waits
     FROM registry.person p JOIN registry.organisation o ON o.id = p.owner_organisation_id
     LEFT JOIN LATERAL (SELECT w.shared_with, w.named_organisations FROM registry.person_will w
       WHERE w.person_id = p.id ORDER BY w.number DESC LIMIT 1) v ON true
     WHERE p.id = ANY($1::uuid[]) ORDER BY p.id`,
    [[...personIds]],
  );
  return rows.map((row) => ({
    ownerOrganisationId: row.owner,
    ownerIsBound: row.owner_is_bound,
    sharingLevel: row.sharing_level as SharingLevel,
    namedOrganisations: row.named,
    will:
      row.shared_with === null
        ? null
        : { sharedWith: row.shared_with as WillRecipients, namedOrganisations: row.will_named ?? [] },
    newsWaits: row.waits,
  }));
}
