// A condition of a statement that somebody else composes: it binds its values, and answers its text.

/** `bind` takes a value and answers its place, as `$3`. The text is the same at each call. */
export type Condition = (bind: (value: unknown) => string) => string;
