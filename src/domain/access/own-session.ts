// What somebody is told of where they are signed in: sign-ins of programs by tokens, and sessions of the console.

/** Milliseconds without a request after which a session of the console ends. */
export const IDLE_LIFE = 30 * 60 * 1000;

export interface OwnSession {
  /** Of the sign-in, or one that follows from what is kept of the cookie; neither signs anybody in. */
  readonly id: string;
  readonly via: 'api' | 'console';
  /** Milliseconds since the epoch, as all here. */
  readonly begunAt: number;
  /** Of tokens, when they were last renewed; of the console, to the minute. */
  readonly lastUsedAt: number;
  readonly endsAt: number;
}

/** By which of them a request came. */
export type CurrentSession = { readonly signInId: string } | { readonly cookie: string };
