// Matches that are asked about: of two records of one organisation, found by the service itself.

import type { Client } from 'pg';
import { servicePrincipal } from '../../../src/domain/access/actor.js';
import { MatchPersons } from '../../../src/usecases/matches/match-persons.js';
import type { TestApplication } from '../../support/http-application.js';
import type { Level, Thing } from './asked-thing.js';

type Register = (level: Level, name: string) => Promise<Thing>;

const SYLLABLES = ['bar', 'dok', 'fel', 'gim', 'lun', 'mor', 'nev', 'pal', 'ruz', 'tas'];

let count = 0;

/** Which nobody else in this world bears. */
export function anotherName(): string {
  count += 1;
  const digits = String(count).padStart(4, '0');
  const [a = '', b = '', c = '', d = ''] = digits.split('').map((digit) => SYLLABLES[Number(digit)]);
  return `${a}${b}ik ${c}${d}ano`;
}

export class AskedMatches {
  constructor(
    private readonly application: TestApplication,
    private readonly owner: Client,
    private readonly register: Register,
  ) {}

  async match(level: Level): Promise<Thing> {
    // All others bear one name, and are of no interest here.
    await this.owner.query('DELETE FROM registry.match_mark');
    const name = anotherName();
    const { pseudonym } = await this.register(level, name);
    await this.register(level, name);
    await this.application.app.get(MatchPersons).execute(servicePrincipal('job', 'matrix'));
    const { rows } = await this.owner.query<{ id: string }>(
      `SELECT m.id FROM registry.match_proposal m JOIN registry.pseudonym n ON n.person_id IN (m.low_person_id, m.high_person_id) WHERE n.pseudonym = $1`,
      [pseudonym],
    );
    return { id: rows[0]?.id ?? '' };
  }
}
