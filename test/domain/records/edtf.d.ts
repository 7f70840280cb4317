// As much of npm `edtf`, which has no types of its own, as the tests of partial dates hold against the registry's grammar.

declare module 'edtf' {
  /** Throws for what is no EDTF; `min` and `max` are milliseconds since the epoch. */
  export default function parse(text: string): { readonly min: number; readonly max: number };
}
