// What the matching of people works on: who is marked, what of a person is compared and who may hear, and what was found before.

import type { EntityManager } from 'typeorm';
import type { SharingLevel } from '../../domain/access/person-visibility.js';
import type { KeptProposal } from '../../domain/matching/kept-proposals.js';
import type { ProposalDeciders, ProposalState } from '../../domain/matching/match-proposal.js';
import type { MatchedPerson } from '../../domain/matching/matched-person.js';
import type { MatchFinding } from '../../domain/matching/propose-matches.js';
import type { WillRecipients } from '../../domain/news/person-will.js';
import { SHARED_VIEW } from '../../domain/records/record-history.js';
import type { Sex } from '../../domain/records/statement.js';
import { plannedOnce } from '../../postgres/preparing-client.js';
import { markForMatching } from './mark-for-matching.js';

export interface MarkedPerson {
  readonly personId: string;
  /** The marks that this work covers; one that is added meanwhile, or was drawn before and kept after, stays. */
  readonly marks: readonly string[];
}

interface FactRow {
  id: string;
  owner: string;
  sharing_level: string;
  named: string[];
  is_open: boolean;
  is_told: boolean;
  sex: string | null;
  state: string | null;
  municipality: string | null;
  month: string | null;
  birth_from: number | null;
  birth_to: number | null;
  will_shared_with: string | null;
  will_named: string[] | null;
}

interface ProposalRow {
  id: string;
  low: string;
  high: string;
  low_owner: string;
  high_owner: string;
  deciders: string;
  state: string;
  band: string;
  why: MatchFinding['why'];
  normal_form: number;
}

const FACTS = plannedOnce(`
  SELECT p.id, p.owner_organisation_id AS owner, p.sharing_level, p.erased_at IS NULL AND p.identity_closed_at IS NULL AS is_open,
    ARRAY(SELECT n.organisation_id::text FROM registry.person_named_organisation n WHERE n.person_id = p.id ORDER BY 1) AS named,
    r.person_id IS NOT NULL AS is_told, r.sex, r.state, r.municipality, r.month, r.birth_from, r.birth_to, w.shared_with AS will_shared_with, w.named_organisations::text[] AS will_named
  FROM unnest($1::uuid[]) AS g(id) JOIN registry.person p ON p.id = g.id
  LEFT JOIN registry.record_projection r ON r.person_id = p.id AND r.view = '${SHARED_VIEW}'
  LEFT JOIN LATERAL (SELECT v.shared_with, v.named_organisations FROM registry.person_will v
    WHERE v.person_id = p.id ORDER BY v.number DESC LIMIT 1) w ON true`);

/** Marks among which people are looked for whom no other process matches: more than all processes have under way. */
const MOST_LOOKED_AT = 1_000;

/** In a key space of its own: whoever is registered holds a lock on the bare id. */
const FREE_AND_MARKED = `
  SELECT person_id FROM (
    SELECT person_id FROM (SELECT person_id, number FROM registry.match_mark WHERE number <> ALL($3::bigint[]) ORDER BY number LIMIT $2) m
    GROUP BY person_id ORDER BY min(number) LIMIT $2) w
  WHERE pg_try_advisory_xact_lock(hashtextextended('match ' || person_id::text, 26)) LIMIT $1`;

export class MatchWorkRepository {
  constructor(private readonly manager: EntityManager) {}

  /**
   * Up to `most` of those who were marked first, by other marks than `except`, and whom no other process matches at the moment, the first one first; they are this transaction's until it ends. `elsewhere` where others
   * match all who are left. Locks are asked for and not waited for, one after the other until there are enough: the
   * limit below keeps the planner from asking for more.
   */
  async claim(most: number, except: readonly string[] = []): Promise<readonly MarkedPerson[] | 'nobody' | 'elsewhere'> {
    for (;;) {
      const free = await this.manager.query<{ person_id: string }[]>(FREE_AND_MARKED, [most, MOST_LOOKED_AT, except]);
      if (free.length === 0) return (await this.isAnybodyMarked(except)) ? 'elsewhere' : 'nobody';
      // Whoever was matched between the look and the lock is marked no more; a statement of its own sees that.
      const marked = await this.marksOf(free.map((row) => row.person_id));
      if (marked.length > 0) return marked;
    }
  }

  /** Nobody who is not marked. */
  async marksOf(personIds: readonly string[]): Promise<MarkedPerson[]> {
    const rows = await this.manager.query<{ person_id: string; marks: string[] }[]>(
      `SELECT person_id, array_agg(number::text ORDER BY number) AS marks FROM registry.match_mark WHERE person_id = ANY($1::uuid[])
       GROUP BY person_id ORDER BY min(number)`,
      [[...personIds]],
    );
    return rows.map((row) => ({ personId: row.person_id, marks: row.marks }));
  }

  /**
   * Findings are written by one process at a time, which reads what it writes of under this lock: a finding of older facts is never written over one of newer. Waits, for some
   * hundredths of a second; until the transaction ends.
   */
  async lockFindings(): Promise<void> {
    await this.manager.query(`SELECT pg_advisory_xact_lock(hashtextextended('match persons', 26))`);
  }

  async done(people: readonly MarkedPerson[]): Promise<void> {
    await this.manager.query(`DELETE FROM registry.match_mark WHERE number = ANY($1::bigint[])`, [
      people.flatMap(({ marks }) => marks),
    ]);
  }

  private async isAnybodyMarked(except: readonly string[]): Promise<boolean> {
    const rows = await this.manager.query<{ any: boolean }[]>(
      `SELECT EXISTS (SELECT 1 FROM registry.match_mark WHERE number <> ALL($1::bigint[])) AS any`,
      [except],
    );
    return rows[0]?.any === true;
  }

  /** How many people wait. */
  async waiting(): Promise<number> {
    const rows = await this.manager.query<{ n: number }[]>(
      `SELECT count(DISTINCT person_id)::integer AS n FROM registry.match_mark`,
    );
    return rows[0]?.n ?? 0;
  }

  async mark(personIds: readonly string[]): Promise<void> {
    await markForMatching(this.manager, personIds);
  }

  /** Marks everybody who has a name and waits for nothing yet; returns how many. */
  async markAll(): Promise<number> {
    const rows = await this.manager.query<{ n: number }[]>(
      `WITH marked AS (INSERT INTO registry.match_mark (person_id)
         SELECT p.id FROM registry.person p WHERE p.has_identity AND p.erased_at IS NULL AND p.identity_closed_at IS NULL
           AND NOT EXISTS (SELECT 1 FROM registry.match_mark m WHERE m.person_id = p.id) ORDER BY p.id RETURNING 1)
       SELECT count(*)::integer AS n FROM marked`,
    );
    return rows[0]?.n ?? 0;
  }

  /** By id; nobody who is not in the registry. */
  async facts(personIds: readonly string[]): Promise<Map<string, MatchedPerson>> {
    if (personIds.length === 0) return new Map();
    const rows = await this.manager.query<FactRow[]>(FACTS, [[...personIds]]);
    return new Map(rows.map((row) => [row.id, matchedOf(row)]));
  }

  /** Of these persons those on whom a kinship was recorded that is not in confidence. */
  async namingKin(personIds: readonly string[]): Promise<string[]> {
    if (personIds.length === 0) return [];
    const rows = await this.manager.query<{ person_id: string }[]>(
      `SELECT DISTINCT person_id FROM registry.statement WHERE person_id = ANY($1::uuid[]) AND kind = 'kin_link' AND NOT confidential`,
      [[...personIds]],
    );
    return rows.map((row) => row.person_id);
  }

  /** Every proposal that names one of these persons, of any state. */
  async ofPersons(personIds: readonly string[]): Promise<KeptProposal[]> {
    const rows = await this.manager.query<ProposalRow[]>(
      `SELECT id, low_person_id AS low, high_person_id AS high, low_owner_id AS low_owner, high_owner_id AS high_owner, deciders, state, band, why,
         normal_form
       FROM registry.match_proposal WHERE low_person_id = ANY($1::uuid[]) OR high_person_id = ANY($1::uuid[]) ORDER BY id`,
      [[...personIds]],
    );
    return rows.map((row) => ({
      id: row.id,
      personIds: [row.low, row.high],
      owners: [row.low_owner, row.high_owner],
      deciders: row.deciders as ProposalDeciders,
      state: row.state as ProposalState,
      finding: { band: row.band as MatchFinding['band'], why: row.why },
      normalForm: row.normal_form,
    }));
  }

  /** New ones and changed ones, each with what was found; what was decided on meanwhile stays as it is. */
  async keep(proposals: readonly KeptProposal[], at: number): Promise<void> {
    if (proposals.length === 0) return;
    const given = proposals.map(
      ({ id, personIds: [low, high], owners: [lowOwner, highOwner], deciders, state, finding, normalForm }) => ({
        ...{
          id,
          low,
          high,
          low_owner: lowOwner,
          high_owner: highOwner,
          deciders,
          state,
          band: finding.band,
          why: finding.why,
          form: normalForm,
        },
      }),
    );
    await this.manager.query(
      `WITH given AS (
         SELECT * FROM jsonb_to_recordset($1::jsonb) AS g(id uuid, low uuid, high uuid, low_owner uuid, high_owner uuid,
           deciders text, state text, band text, why jsonb, form integer)
       ), kept AS (
         INSERT INTO registry.match_proposal (id, low_person_id, high_person_id, low_owner_id, high_owner_id, deciders, state, band, why, normal_form,
           found_at, changed_at)
         SELECT id, low, high, low_owner, high_owner, deciders, state, band, why, form, $2, $2 FROM given
         ON CONFLICT ON CONSTRAINT match_proposal_pk DO UPDATE SET deciders = EXCLUDED.deciders, state = EXCLUDED.state, band = EXCLUDED.band,
           why = EXCLUDED.why, normal_form = EXCLUDED.normal_form, changed_at = EXCLUDED.changed_at
           WHERE match_proposal.state NOT IN ('confirmed', 'not_same')
         RETURNING id, state, band, why, normal_form
       )
       INSERT INTO registry.match_finding (proposal_id, number, agrees, band, why, normal_form, recorded_at)
       SELECT k.id, COALESCE((SELECT max(f.number) FROM registry.match_finding f WHERE f.proposal_id = k.id), 0) + 1,
         k.state <> 'superseded', k.band, k.why, k.normal_form, $2 FROM kept k`,
      [JSON.stringify(given), new Date(at)],
    );
  }
}

function matchedOf(row: FactRow): MatchedPerson {
  const { birth_from: from, birth_to: to, will_shared_with: sharedWith, state, municipality, month } = row;
  return {
    id: row.id,
    ownerOrganisationId: row.owner,
    sharingLevel: row.sharing_level as SharingLevel,
    namedOrganisations: row.named,
    will:
      sharedWith === null
        ? null
        : { sharedWith: sharedWith as WillRecipients, namedOrganisations: row.will_named ?? [] },
    isOpen: row.is_open,
    isTold: row.is_told,
    birthYears: from === null || to === null ? null : { from, to },
    sex: (row.sex ?? 'unknown') as Sex,
    loss: state === null || municipality === null || month === null ? null : { state, municipality, month },
  };
}
