// What an address can name: the values that lead to it, and who may know of it.

/** `private` is known to its organisation alone, `shared` to every organisation that depends on no party. */
export type Level = 'private' | 'shared';

/** Values of path parameters, and whatever a body may name. */
export type Thing = Readonly<Record<string, string>>;
