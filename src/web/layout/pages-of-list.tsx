// The way from a page of a list to its next one, and back to the first.

export interface PageOfList {
  /** Without its cursor. */
  readonly address: string;
  readonly cursor: string | null;
  /** Whether this is a later page than the first. */
  readonly later: boolean;
}

export function PagesOfList({ address, cursor, later }: PageOfList) {
  if (cursor === null && !later) return null;
  const next = `${address}${address.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(cursor ?? '')}`;
  return (
    <nav class="pages" aria-label="Pages">
      {later && <a href={address}>First page</a>}
      {cursor !== null && (
        <a href={next} rel="next">
          Next page
        </a>
      )}
    </nav>
  );
}
