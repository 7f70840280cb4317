// Looks into published releases: one of them and one of its tables, chosen by a form that needs no script.

import type { ReleaseTable } from '../../domain/statistics/release-document.js';
import type { PublishedRelease } from '../../usecases/statistics/read-release.js';
import { Field } from '../forms/fields.js';
import { field, type Option } from '../forms/form-field.js';
import { dateInWords } from '../words/dates.js';
import { captionOf, ReleaseFacts, ReleaseTables, tableName } from './release-page.js';
import { StandingNotice } from './standing-notice.js';

export interface ExploreView {
  /** Newest first. */
  readonly releases: readonly PublishedRelease[];
  readonly chosen: PublishedRelease;
  readonly table: ReleaseTable | null;
  readonly states: ReadonlyMap<string, string>;
}

function releaseOptions({ releases, chosen }: ExploreView): Option[] {
  const listed = releases.some(({ document }) => document.number === chosen.document.number);
  return (listed ? releases : [...releases, chosen]).map(({ document: { number, asOf } }) => ({
    value: String(number),
    label: `Release ${number}, as of ${dateInWords(asOf)}`,
  }));
}

export function ExplorePage({ view }: { readonly view: ExploreView | null }) {
  return (
    <>
      <h1>Explore the figures</h1>
      <p class="lead">
        Everything here was published before: no question reaches a record, and a table that no release has cannot be
        asked for.
      </p>
      {view === null ? <p>No release has been published yet.</p> : <Explored view={view} />}
    </>
  );
}

function Explored({ view }: { readonly view: ExploreView }) {
  const { chosen, table, states } = view;
  const { document } = chosen;
  const tables = document.tables.map(({ dimensions }) => ({
    value: tableName(dimensions),
    label: captionOf(dimensions),
  }));
  const values = { release: String(document.number), table: table === null ? '' : tableName(table.dimensions) };
  const form = { values, faults: [] };
  return (
    <>
      <form method="get" action="/explore">
        <div class="fields">
          <Field
            field={field('release', 'Release', { control: 'select', options: releaseOptions(view) })}
            form={form}
            plain
          />
          <Field
            field={field('table', 'Table', { control: 'select', options: tables, empty: 'All of its tables' })}
            form={form}
            plain
          />
        </div>
        <p class="actions">
          <button type="submit" class="main">
            Show
          </button>
        </p>
      </form>
      <StandingNotice release={chosen} />
      <ReleaseTables document={table === null ? document : { ...document, tables: [table] }} states={states} />
      <div class="sheet">
        <ReleaseFacts release={chosen} />
      </div>
      <ul class="small">
        {document.notes.map((note) => (
          <li>{note}</li>
        ))}
      </ul>
    </>
  );
}
