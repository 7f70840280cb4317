// Finds which two records may be one person for those who decide on it, and keeps what they say.

import type { EntityManager } from 'typeorm';
import { isCentralAgency, type Actor } from '../../domain/access/actor.js';
import { pairOf, type ProposalDeciders, type ProposalState } from '../../domain/matching/match-proposal.js';
import type { MatchVerdict } from '../../domain/matching/match-verdict.js';
import type { MatchFinding } from '../../domain/matching/propose-matches.js';
import { visiblePerson } from '../persons/visible-person.query.js';

export interface GivenVerdict {
  readonly organisationId: string;
  readonly userId: string;
  readonly verdict: MatchVerdict;
  readonly reason: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

export interface HeardProposal {
  readonly id: string;
  readonly personIds: readonly [string, string];
  /** Who registered them, in the same order. */
  readonly owners: readonly [string, string];
  readonly deciders: ProposalDeciders;
  readonly state: ProposalState;
  readonly finding: MatchFinding;
  readonly normalForm: number;
  /** Milliseconds since the epoch; the first finding, and what changed last. */
  readonly foundAt: number;
  readonly changedAt: number;
  /** In the order in which they were given. */
  readonly verdicts: readonly GivenVerdict[];
}

export interface HeardFilter {
  /** Absent: what waits for a verdict of the actor's organisation. */
  readonly state?: ProposalState | undefined;
  /** The proposal after which the page begins. */
  readonly after: Pick<HeardProposal, 'id' | 'foundAt'> | null;
  readonly limit: number;
}

interface Row {
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
  found_at: Date;
  changed_at: Date;
  verdicts: { organisation_id: string; user_id: string; verdict: string; reason: string; at: number }[];
}

const SELECT = `
  SELECT m.id, m.low_person_id AS low, m.high_person_id AS high, m.low_owner_id AS low_owner, m.high_owner_id AS high_owner, m.deciders, m.state, m.band, m.why, m.normal_form, m.found_at, m.changed_at,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('organisation_id', v.organisation_id, 'user_id', v.recorded_by, 'verdict', v.verdict,
        'reason', v.reason, 'at', floor(extract(epoch FROM v.recorded_at) * 1000)::float8) ORDER BY v.number), '[]'::jsonb)
     FROM registry.match_verdict v WHERE v.proposal_id = m.id) AS verdicts
  FROM registry.match_proposal m`;

/** Nothing is decided on somebody whose identity is erased or closed: nobody could look who it is. */
const BOTH_OPEN = `NOT EXISTS (SELECT 1 FROM registry.person p WHERE p.id IN (m.low_person_id, m.high_person_id)
  AND (p.erased_at IS NOT NULL OR p.identity_closed_at IS NOT NULL))`;

/** Said again beside the policy: both owners hear where each knows of the other's record, else the central agency, of two that it may know of. */
function heardBy(actor: Actor): { condition: string; parameters: unknown[] } {
  const { condition, parameters } = visiblePerson(actor, 1);
  const ends = 'registry.person p WHERE p.id IN (m.low_person_id, m.high_person_id)';
  const owns = `(m.deciders = 'owners' AND (m.low_owner_id = $1::uuid OR m.high_owner_id = $1::uuid))`;
  const hears = isCentralAgency(actor) ? `(m.deciders = 'central_agency' OR ${owns})` : owns;
  return { condition: `${hears} AND (SELECT count(*) FROM ${ends} AND ${condition}) = 2`, parameters };
}

export class MatchProposalRepository {
  constructor(private readonly manager: EntityManager) {}

  /** The longest waiting first; asks for one more than `limit` to know whether a page follows. */
  async heard(actor: Actor, filter: HeardFilter): Promise<{ proposals: HeardProposal[]; more: boolean }> {
    const { condition, parameters } = heardBy(actor);
    const waits = `m.state = 'open' AND ${BOTH_OPEN}
      AND NOT EXISTS (SELECT 1 FROM registry.match_verdict v WHERE v.proposal_id = m.id AND v.organisation_id = $1::uuid)`;
    const rows = await this.manager.query<Row[]>(
      `${SELECT} WHERE ${condition} AND CASE WHEN $2::text IS NULL THEN ${waits} ELSE m.state = $2 END
         AND ($3::uuid IS NULL OR (m.found_at, m.id) > ($4::timestamptz, $3::uuid))
       ORDER BY m.found_at, m.id LIMIT $5`,
      [
        ...parameters,
        filter.state ?? null,
        filter.after?.id ?? null,
        filter.after === null ? null : new Date(filter.after.foundAt),
        filter.limit + 1,
      ],
    );
    return { proposals: rows.slice(0, filter.limit).map(heardOf), more: rows.length > filter.limit };
  }

  async findHeard(actor: Actor, id: string): Promise<HeardProposal | null> {
    const { condition, parameters } = heardBy(actor);
    const rows = await this.manager.query<Row[]>(`${SELECT} WHERE m.id = $2 AND ${condition}`, [...parameters, id]);
    return rows[0] === undefined ? null : heardOf(rows[0]);
  }

  /** Of two persons, whoever may hear of it: for what is decided by a link. Held until the transaction ends. */
  async lockPair(one: string, other: string): Promise<HeardProposal | null> {
    const locked = await this.manager.query<{ id: string }[]>(
      `SELECT id FROM registry.match_proposal WHERE low_person_id = $1 AND high_person_id = $2 FOR UPDATE`,
      [...pairOf(one, other)],
    );
    if (locked[0] === undefined) return null;
    const rows = await this.manager.query<Row[]>(`${SELECT} WHERE m.id = $1`, [locked[0].id]);
    return rows[0] === undefined ? null : heardOf(rows[0]);
  }

  async addVerdict(proposalId: string, given: GivenVerdict): Promise<void> {
    await this.manager.query(
      `INSERT INTO registry.match_verdict (proposal_id, number, organisation_id, recorded_by, verdict, reason, recorded_at)
       SELECT $1, COALESCE(max(number), 0) + 1, $2, $3, $4, $5, $6 FROM registry.match_verdict WHERE proposal_id = $1`,
      [proposalId, given.organisationId, given.userId, given.verdict, given.reason, new Date(given.at)],
    );
  }

  async moveTo(proposalId: string, state: ProposalState, at: number): Promise<void> {
    await this.manager.query(`UPDATE registry.match_proposal SET state = $2, changed_at = $3 WHERE id = $1`, [
      proposalId,
      state,
      new Date(at),
    ]);
  }
}

function heardOf(row: Row): HeardProposal {
  return {
    id: row.id,
    personIds: [row.low, row.high],
    owners: [row.low_owner, row.high_owner],
    deciders: row.deciders as ProposalDeciders,
    state: row.state as ProposalState,
    finding: { band: row.band as MatchFinding['band'], why: row.why },
    normalForm: row.normal_form,
    foundAt: row.found_at.getTime(),
    changedAt: row.changed_at.getTime(),
    verdicts: row.verdicts.map((one) => ({
      organisationId: one.organisation_id,
      userId: one.user_id,
      verdict: one.verdict as MatchVerdict,
      reason: one.reason,
      at: one.at,
    })),
  };
}
