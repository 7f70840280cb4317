// What is sealed of one person, read once and opened in steps: some of it before it is known whether the rest may be shown.

import { IdentityErased } from '../domain/identity/identity-erased.js';
import type { IdentityField, IdentityParticulars } from '../domain/identity/identity-particulars.js';
import type { KeyRenewal } from './key-renewal.js';
import type { PersonKeys } from './person-keys.js';
import { openFields } from './sealed-fields.js';
import type { StoredPerson } from './sealed-person.js';

interface Keyed {
  readonly stored: StoredPerson;
  readonly dataKey: Buffer;
  /** What was opened until now, by field. */
  readonly opened: Map<string, IdentityParticulars>;
}

export interface HeldFrom {
  readonly find: () => Promise<StoredPerson[]>;
  readonly isErased: () => Promise<boolean>;
  readonly keys: PersonKeys;
  readonly renewal: KeyRenewal;
}

/**
 * The sealed fields are read when it is made, and the key store when the first of them are opened; the data key stays in memory until it is let
 * go of, which whoever holds it must do in any case. An erasure that ends between two steps does not reach the second one: they are of one moment.
 */
export class HeldIdentity {
  readonly #found: Promise<StoredPerson[]>[];
  #keyed: Promise<Keyed | null> | null = null;

  constructor(private readonly from: HeldFrom) {
    this.#found = [from.find()];
    // Heard of when it is opened, if it ever is.
    this.#found[0]?.catch(() => undefined);
  }

  /** Of the fields that were read these, as far as they hold a value; empty for a nameless record. Throws SealBroken and IdentityErased. */
  async open(fields: readonly IdentityField[]): Promise<IdentityParticulars> {
    this.#keyed ??= this.unwrapped();
    const keyed = await this.#keyed;
    if (keyed === null) return {};
    return Object.assign({}, ...fields.map((field) => openedOf(keyed, field))) as IdentityParticulars;
  }

  /** Fills the key with zeros. What is opened after it is read anew. */
  letGo(): void {
    const keyed = this.#keyed;
    this.#keyed = null;
    keyed?.then(
      (held) => held?.dataKey.fill(0),
      () => undefined,
    );
  }

  /** Read once more where its key could not be had without newer ones: it may have been wrapped anew. */
  private unwrapped(): Promise<Keyed | null> {
    const { find, isErased, keys, renewal } = this.from;
    return renewal.around(async () => {
      const [stored] = await (this.#found.pop() ?? find());
      if (stored === undefined) {
        if (await isErased()) throw new IdentityErased();
        return null;
      }
      return { stored, dataKey: await keys.keyOf(stored), opened: new Map() };
    });
  }
}

/** None is opened twice. */
function openedOf({ stored, dataKey, opened }: Keyed, field: IdentityField): IdentityParticulars {
  const known = opened.get(field);
  if (known !== undefined) return known;
  const fields = stored.fields.filter((one) => one.field === field);
  const particulars = openFields({ ...stored, fields }, dataKey);
  opened.set(field, particulars);
  return particulars;
}
