// What makes two requests the same request: who sent what where under which Idempotency-Key.

export interface RequestKey {
  readonly userId: string;
  readonly method: string;
  readonly path: string;
  /** The Idempotency-Key header: 1 to 255 visible ASCII characters. */
  readonly key: string;
  /** Keyed digest of the body, and of parameters, in canonical JSON (RFC 8785): spacing and key order do not matter, and no name can be guessed from it. */
  readonly bodyHash: Uint8Array;
}
