// Keeps who was shown which fields of whose identity, and why.

import type { EntityManager } from 'typeorm';
import type { CarriedDisclosure } from '../../domain/identity/carried-disclosure.js';
import type { IdentityField } from '../../domain/identity/identity-particulars.js';
import { disclosedOf, DisclosureTable, type DisclosedRow, type DisclosurePage } from './disclosure-table.js';

interface DisclosureRow extends DisclosedRow {
  person_id: string;
  hidden_at: Date | null;
}

export class DisclosureRepository {
  private readonly disclosures: DisclosureTable<DisclosureRow>;

  constructor(private readonly manager: EntityManager) {
    const shape = { table: 'registry.disclosure', subject: 'person_id', more: 'hidden_at' };
    this.disclosures = new DisclosureTable(manager, shape);
  }

  add(disclosure: Omit<CarriedDisclosure, 'username' | 'hiddenAt'>): Promise<void> {
    return this.disclosures.add({ person_id: disclosure.personId }, disclosure);
  }

  /** A user's own disclosure of this person. `id` is a UUID. */
  async findOwn(id: string, personId: string, userId: string): Promise<CarriedDisclosure | null> {
    const row = await this.disclosures.findOwn(id, personId, userId);
    return row === null ? null : disclosureOf(row);
  }

  /** Newest first; what was hidden later than `knownAt` was not hidden then. */
  async ofPerson(personId: string, page: DisclosurePage): Promise<{ disclosures: CarriedDisclosure[]; more: boolean }> {
    const { rows, more } = await this.disclosures.ofSubject(personId, page);
    const { knownAt = Infinity } = page;
    const disclosures = rows.map(disclosureOf).map((one) => ({
      ...one,
      hiddenAt: one.hiddenAt !== null && one.hiddenAt <= knownAt ? one.hiddenAt : null,
    }));
    return { disclosures, more };
  }

  /** Ends whatever is still shown of a person. */
  async hideAll(personId: string, at: number): Promise<void> {
    await this.manager.query(
      `UPDATE registry.disclosure SET hidden_at = $2 WHERE person_id = $1 AND hidden_at IS NULL AND expires_at > $2`,
      [personId, new Date(at)],
    );
  }

  /** Hiding twice is the same as once. */
  async hide(id: string, at: number): Promise<void> {
    await this.manager.query(`UPDATE registry.disclosure SET hidden_at = $2 WHERE id = $1 AND hidden_at IS NULL`, [
      id,
      new Date(at),
    ]);
  }
}

function disclosureOf(row: DisclosureRow): CarriedDisclosure {
  const disclosed = disclosedOf<IdentityField>(row);
  return { ...disclosed, personId: row.person_id, hiddenAt: row.hidden_at?.getTime() ?? null };
}
