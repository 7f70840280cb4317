// The few answers of the API that a cache may keep: published releases, which are open to all; each with exactly what it says of caching and its name.

interface KeptAnswer {
  readonly route: string;
  readonly address: RegExp;
  readonly caching: string;
  /** Null of an answer that is no file. */
  readonly disposition: RegExp | null;
}

const REVALIDATED = 'public, no-cache';
const FOR_GOOD = 'public, max-age=31536000, immutable';

const files = ['cells.json', 'cells.csv', 'cells.hxl.csv', 'datapackage.json', 'document.json', 'document.note'].map(
  (file): KeptAnswer => ({
    route: `/v1/releases/:number/${file}`,
    address: new RegExp(`^/v1/releases/\\d+/${file.replaceAll('.', '\\.')}$`),
    caching: FOR_GOOD,
    disposition: new RegExp(
      `^attachment; filename="whereabouts(-demonstration)?-release-\\d+-${file.replaceAll('.', '\\.')}"$`,
    ),
  }),
);

export const KEPT_ANSWERS: readonly KeptAnswer[] = [
  { route: '/v1/releases/latest', address: /^\/v1\/releases\/latest$/, caching: REVALIDATED, disposition: null },
  { route: '/v1/releases/:number', address: /^\/v1\/releases\/\d+$/, caching: REVALIDATED, disposition: null },
  {
    route: '/v1/releases/:number/changes',
    address: /^\/v1\/releases\/\d+\/changes$/,
    caching: REVALIDATED,
    disposition: null,
  },
  ...files,
];
