// A person's data key in two halves: one wrapped by the key-encryption key, one in the key store; neither says anything of the key alone.

import { createHmac, randomBytes } from 'node:crypto';
import { allEnded } from '../domain/all-ended.js';
import { IdentityErased } from '../domain/identity/identity-erased.js';
import { KEY_BYTES, type KeyRing } from './key-ring.js';
import { SlotsTaken, type KeyStore } from './key-store.js';
import type { KeyStoreRecord } from './key-store-record.js';
import { SealBroken, unwrapDataKey, wrapDataKey } from './sealed-box.js';
import type { SealedPerson, StoredPerson, WrappedKey } from './sealed-person.js';
import type { VaultStore } from './vault-store.js';

/** The parts behind it have a fixed length, so that none can run into another. */
const LABEL = 'whereabouts data key of two halves 1';

/** Each begins past the end of the store, which only those that write meanwhile can have moved. */
const MOST_DRAWS = 4;

interface NewKey extends WrappedKey {
  readonly newHalf: Buffer | null;
  /** Filled with zeros by the caller after use. */
  readonly dataKey: Buffer;
}

/**
 * HMAC-SHA-256 under the half of the store, of the wrapped half, the person and the slot. As in HKDF's first step (RFC 5869, 2.2), what comes out
 * is unknown to whoever lacks either half; moved to another person or slot, it is another key.
 */
function joined(half: Buffer, wrapped: Buffer, personId: string, slot: number): Buffer {
  const place = Buffer.alloc(24);
  place.write(personId.replaceAll('-', ''), 'hex');
  place.writeBigUInt64BE(BigInt(slot), 16);
  return createHmac('sha256', half).update(LABEL).update(wrapped).update(place).digest();
}

/** Throws IdentityErased and SealBroken. */
function heldHalf(record: KeyStoreRecord | undefined): Buffer {
  if (record?.state === 'erased') throw new IdentityErased();
  if (record?.state !== 'held') throw new SealBroken();
  return record.half;
}

export class PersonKeys {
  readonly #keyRing: KeyRing;
  readonly #keyStore: KeyStore | null;

  /** Without a key store keys are whole, and whoever keeps an old copy of the vault and the key file can open it for ever. */
  constructor(keyRing: KeyRing, keyStore: KeyStore | null) {
    this.#keyRing = keyRing;
    this.#keyStore = keyStore;
  }

  get store(): KeyStore | null {
    return this.#keyStore;
  }

  /** `slot` is null for a whole key. */
  make(personId: string, slot: number | null): NewKey {
    const keyVersion = this.#keyRing.currentKeyVersion;
    const secret = randomBytes(KEY_BYTES);
    const newHalf = slot === null ? null : randomBytes(KEY_BYTES);
    const wrappedKey = wrapDataKey(this.#keyRing.keyEncryptionKey(keyVersion), personId, keyVersion, secret);
    if (slot === null || newHalf === null)
      return { keyVersion, wrappedKey, keySlot: null, newHalf: null, dataKey: secret };
    const dataKey = joined(newHalf, secret, personId, slot);
    secret.fill(0);
    return { keyVersion, wrappedKey, keySlot: slot, newHalf, dataKey };
  }

  /** The key of one person, which the caller fills with zeros: the wrapped half is opened while the other is read. Throws IdentityErased and SealBroken. */
  async keyOf(person: StoredPerson): Promise<Buffer> {
    const { personId, keySlot } = person;
    if (keySlot === null) return this.secretOf(person);
    const read = this.readHalf(keySlot);
    const opened = new Promise<Buffer>((resolve) => {
      resolve(this.secretOf(person));
    });
    const parts = [read, opened] as const;
    try {
      const [half, secret] = await allEnded(...parts);
      return joined(half, secret, personId, keySlot);
    } finally {
      for (const part of await Promise.allSettled(parts)) if (part.status === 'fulfilled') part.value.fill(0);
    }
  }

  /** Opens the halves of all of these at once; the function returned uses each one's key and fills it with zeros. */
  async opener(people: readonly WrappedKey[]): Promise<<T>(person: StoredPerson, use: (dataKey: Buffer) => T) => T> {
    const slots = people.flatMap(({ keySlot }) => (keySlot === null ? [] : [keySlot]));
    const records = slots.length === 0 ? [] : ((await this.#keyStore?.read(slots)) ?? []);
    const bySlot = new Map(slots.map((slot, at) => [slot, records[at]]));
    return (person, use) => {
      const half = person.keySlot === null ? null : heldHalf(bySlot.get(person.keySlot));
      return this.use(person, half, use);
    };
  }

  /** `half` is null for a whole key. */
  use<T>(person: StoredPerson, half: Buffer | null, use: (dataKey: Buffer) => T): T {
    const { personId, keySlot } = person;
    const secret = this.secretOf(person);
    const dataKey = half === null || keySlot === null ? secret : joined(half, secret, personId, keySlot);
    try {
      return use(dataKey);
    } finally {
      for (const key of [secret, dataKey, half]) key?.fill(0);
    }
  }

  /** The half that the vault holds, or the whole key. */
  private secretOf({ personId, keyVersion, wrappedKey }: StoredPerson): Buffer {
    return unwrapDataKey(this.#keyRing.keyEncryptionKey(keyVersion), personId, keyVersion, wrappedKey);
  }

  private async readHalf(slot: number): Promise<Buffer> {
    const [record] = (await this.#keyStore?.read([slot])) ?? [];
    return heldHalf(record);
  }

  /** Makes the new halves durable, which must be before the rows that need them are committed. */
  readonly hold = async (people: readonly SealedPerson[]): Promise<void> => {
    const halves = people.flatMap(({ keySlot, newHalf }) =>
      keySlot === null || newHalf === null ? [] : [{ slot: keySlot, half: newHalf }],
    );
    await this.#keyStore?.hold(halves);
    for (const { half } of halves) half.fill(0);
  };

  /** Does the work again where slots that it drew were in use: a vault that was put back draws them a second time. */
  async inFreeSlots<T>(store: VaultStore, work: () => Promise<T>): Promise<T> {
    for (let draw = 1; ; draw += 1) {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof SlotsTaken) || this.#keyStore === null || draw === MOST_DRAWS) throw error;
        await store.skipSlots(await this.#keyStore.end());
      }
    }
  }
}
