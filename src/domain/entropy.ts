// Where time, ids and random bytes come from; they enter in use cases and are passed down.

/** Abstract class rather than interface, so that it can be asked for by name where use cases are put together. */
export abstract class Entropy {
  /** Milliseconds since the epoch. */
  abstract now(): number;
  /** UUIDv7, for ids that are never shown. */
  abstract innerId(): string;
  /** Random UUID, for ids that are shown. */
  abstract shownId(): string;
  abstract randomBytes(count: number): Uint8Array;
}
