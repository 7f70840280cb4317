// By what username, password and code are checked: a sign-in knows neither hashes nor keys.

export interface CredentialsChecks {
  /** Must take as long without a hash as with one. */
  readonly fits: (passwordHash: string | null, password: string) => Promise<boolean>;
  /** The span of time whose code this is, by what is sealed for this account; null for any other code. Throws `seal_broken` where that was altered. */
  readonly stepOf: (userId: string, sealed: Uint8Array, code: string, now: number) => number | null;
  readonly hashCode: (code: string) => Uint8Array;
}
