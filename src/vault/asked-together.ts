// Has those who ask for fields of one person in the same turn ask once.

import type { StoredPerson } from './sealed-person.js';

type Find = (personIds: readonly string[], fields: readonly string[]) => Promise<StoredPerson[]>;

interface Asking {
  readonly fields: Set<string>;
  readonly answer: Promise<StoredPerson[]>;
}

/**
 * A disclosure asks for what the look for names in its reason compares, and for what it shows; each question of its own is a connection taken, a parcel and an answer.
 * It is sent when the turn is over, and whoever asks after that asks anew. Each is answered the fields that they asked for and no others.
 */
export class AskedTogether {
  readonly #asking = new Map<string, Asking>();

  constructor(private readonly find: Find) {}

  async onePerson(personId: string, fields: readonly string[]): Promise<StoredPerson[]> {
    const asking = this.#asking.get(personId) ?? this.#begin(personId);
    for (const field of fields) asking.fields.add(field);
    const stored = await asking.answer;
    return stored.map((one) => ({ ...one, fields: one.fields.filter(({ field }) => fields.includes(field)) }));
  }

  #begin(personId: string): Asking {
    const fields = new Set<string>();
    const answer = new Promise<void>((resolve) => process.nextTick(resolve)).then(() => {
      this.#asking.delete(personId);
      return this.find([personId], [...fields]);
    });
    const asking = { fields, answer };
    this.#asking.set(personId, asking);
    return asking;
  }
}
