// What tests of matching look at in the tables: who waits, how often somebody was matched, and what became of a pair.

import type { MatchesWorld } from './matches-world.js';

export class MatchingTables {
  constructor(private readonly world: MatchesWorld) {}

  async idOf(pseudonym: string): Promise<string> {
    const { rows } = await this.world.owner.query<{ id: string }>(
      'SELECT person_id AS id FROM registry.pseudonym WHERE pseudonym = $1',
      [pseudonym],
    );
    return rows[0]?.id ?? '';
  }

  /** How many people are marked. */
  async waiting(): Promise<number> {
    const { rows } = await this.world.owner.query<{ n: number }>(
      'SELECT count(DISTINCT person_id)::integer AS n FROM registry.match_mark',
    );
    return rows[0]?.n ?? -1;
  }

  /** How often each of these was matched, by the log. */
  async timesMatched(pseudonyms: readonly string[]): Promise<number[]> {
    const ids = await Promise.all(pseudonyms.map((one) => this.idOf(one)));
    const { rows } = await this.world.owner.query<{ id: string; n: number }>(
      `SELECT person_id AS id, count(*)::integer AS n FROM registry.audit_entry WHERE action = 'match_made' AND person_id = ANY($1::uuid[]) GROUP BY 1`,
      [ids],
    );
    return ids.map((id) => rows.find((row) => row.id === id)?.n ?? 0);
  }

  /** Null where the pair was never proposed. */
  async pair(one: string, other: string): Promise<{ readonly state: string; readonly findings: number } | null> {
    const { rows } = await this.world.owner.query<{ state: string; findings: number }>(
      `SELECT state, (SELECT count(*)::integer FROM registry.match_finding f WHERE f.proposal_id = p.id) AS findings
       FROM registry.match_proposal p WHERE low_person_id = ANY($1::uuid[]) AND high_person_id = ANY($1::uuid[])`,
      [[await this.idOf(one), await this.idOf(other)]],
    );
    return rows[0] ?? null;
  }
}
