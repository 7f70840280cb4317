// Where time, ids and random bytes come from; they enter in use cases and are passed down.

export interface Entropy {
  /** Milliseconds since the epoch. */
  now(): number;
  /** UUIDv7, for ids that are never shown. */
  innerId(): string;
  /** Random UUID, for ids that are shown. */
  shownId(): string;
  randomBytes(count: number): Uint8Array;
}
