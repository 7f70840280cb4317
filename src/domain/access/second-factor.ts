// What a second factor is to a sign-in: a code that changes every thirty seconds and counts once, or one of ten that stand in for a lost device.

/** Seconds that a code is shown (RFC 6238, 5.2), and its digits: what every authenticator app makes without being told. */
export const CODE_PERIOD = 30;
export const CODE_DIGITS = 6;

/** Spans before and after the one of now whose codes are accepted too: clocks of telephones are some seconds off (RFC 6238, 6). */
export const CODE_WINDOW = 1;

/** Codes for a lost device; each works once. */
export const RECOVERY_CODES = 10;

/** 32 letters and digits that are not mistaken for each other (Crockford). */
const SYMBOLS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** Of 5 random bits each: 120, of which a plain hash may be kept (ASVS 6.5.2 asks for 112). */
const RECOVERY_SYMBOLS = 24;
const GROUP = 4;

/** Milliseconds within which a factor that was begun must be confirmed. */
export const CONFIRMED_WITHIN = 15 * 60 * 1000;

/** A second factor as it is kept. */
export interface HeldFactor {
  readonly sealed: Uint8Array;
  readonly begunAt: number;
  /** Null until its first code proved that the device has it. */
  readonly confirmedAt: number | null;
  /** The span of the last code that was accepted. */
  readonly lastStep: number | null;
}

export function isConfirmed(held: HeldFactor | null): boolean {
  return held !== null && held.confirmedAt !== null;
}

/** What was typed, as codes are compared: without spaces and hyphens, in capitals. */
export function plainCode(typed: string): string {
  return typed.replaceAll(/[\s-]/g, '').toUpperCase();
}

export function isTimeCode(code: string): boolean {
  return code.length === CODE_DIGITS && /^\d+$/.test(code);
}

/** As it is shown and written down, such as `4T9K-02VM-XX7D-0QZ3-KM8R-11AW`; `bytes` are as many random ones. */
export function recoveryCodeOf(bytes: Uint8Array): string {
  const symbols = [...bytes.subarray(0, RECOVERY_SYMBOLS)].map((byte) => SYMBOLS[byte % SYMBOLS.length]).join('');
  return symbols.match(new RegExp(`.{${GROUP}}`, 'g'))?.join('-') ?? symbols;
}

export const RECOVERY_BYTES = RECOVERY_SYMBOLS;
