// The plain object that a documented answer class describes.

/** Nest sends what a route returns as it is; the class is for the documentation, and nobody makes an instance of it. */
export type Answer<T> = T extends object ? { readonly [K in keyof T]: Answer<T[K]> } : T;
