// A public release: what it counts, the picture, the tables, and how the numbers are to be read.

import { WHEREABOUTS_STATUSES } from '../../domain/records/whereabouts-status.js';
import { MEASURES } from '../../domain/statistics/measure.js';
import type { ReleaseChanges } from '../../domain/statistics/release-changes.js';
import type { ReleaseDocument } from '../../domain/statistics/release-document.js';
import { partyName, type ReleaseSplit } from '../../domain/statistics/release-split.js';
import { STATUS_GROUPS } from '../../domain/statistics/status-group.js';
import type { PublicReleases, PublishedRelease } from '../../usecases/statistics/read-release.js';
import { PagesOfList } from '../layout/pages-of-list.js';
import { dateInWords, dayInWords } from '../words/dates.js';
import { inWords } from '../words/in-words.js';
import { groupMeaning, meaningOf } from '../words/status-words.js';
import { CountTable } from './count-table.js';
import { ReleaseChangesPart } from './release-changes-part.js';
import { StandingNotice } from './standing-notice.js';

export interface ReleaseView {
  readonly release: PublishedRelease;
  /** The picture in words. */
  readonly words: string;
  readonly states: ReadonlyMap<string, string>;
  /** Since the public release before; null of the first. */
  readonly changes: ReleaseChanges | null;
}

/** A status says `Missing` in a table by status and in one by group alike; elsewhere a value is its own word. */
export function valueWords(
  states: ReadonlyMap<string, string>,
  split?: ReleaseSplit,
): (dimension: string, value: string) => string {
  return (dimension, value) => {
    if (dimension === 'status_group') return groupMeaning(value)?.label ?? value;
    if (dimension === 'status') return meaningOf(value)?.label ?? value;
    if (value === 'unknown') return 'Not known';
    if (dimension === split?.by) return partyName(split, value);
    return dimension === 'state' ? (states.get(value) ?? value) : inWords(value);
  };
}

/** As `table` is called in the files for machines. */
export function tableName(dimensions: readonly string[]): string {
  return dimensions.join('_by_');
}

export function captionOf(dimensions: readonly string[]): string {
  const words: Readonly<Record<string, string>> = {
    status_group: 'group of statuses',
    status: 'whereabouts status',
    state: 'place of the loss',
    side: 'side of origin',
  };
  return `Persons reported, by ${dimensions.map((one) => words[one] ?? one).join(' and ')}`;
}

function dimensionWords(dimension: string): string {
  if (dimension === 'state') return 'Place of the loss';
  return dimension === 'status_group' || dimension === 'status' ? 'Whereabouts' : inWords(dimension);
}

export function ReleaseFigures({ release, words, states, changes }: ReleaseView) {
  const { document } = release;
  return (
    <>
      <figure class="sheet">
        <img src={`/releases/${document.number}/status.svg`} alt={words} width={760} height={330} />
      </figure>
      <ReleaseChangesPart changes={changes} />
      <ReleaseTables document={document} states={states} />
      <HowToRead document={document} />
    </>
  );
}

/** The one that the picture shows first, then the coarser before the finer. */
export function ReleaseTables(props: { document: ReleaseDocument; states: ReadonlyMap<string, string> }) {
  const { document, states } = props;
  const always = { status_group: STATUS_GROUPS };
  const tables = [...document.tables].sort((a, b) => rankOf(a.dimensions) - rankOf(b.dimensions));
  return (
    <>
      {tables.map(({ dimensions, cells, margins }) => (
        <CountTable
          caption={captionOf(dimensions)}
          counts={{ dimensions, cells, margins }}
          dimensionLabel={dimensionWords}
          valueLabel={valueWords(states, document.split)}
          always={always}
          order={{ status: WHEREABOUTS_STATUSES }}
        />
      ))}
    </>
  );
}

function rankOf(dimensions: readonly string[]): number {
  return dimensions.join() === 'status_group' ? 0 : dimensions.length;
}

function HowToRead({ document }: { readonly document: ReleaseDocument }) {
  return (
    <section class="sheet">
      <h2>How to read these numbers</h2>
      <ul>
        {document.notes.map((note) => (
          <li>{note}</li>
        ))}
      </ul>
      <p>{MEASURES['whereabouts-status'].definition}</p>
      <h3>What the groups mean</h3>
      <dl class="facts">
        {STATUS_GROUPS.map((group) => (
          <>
            <dt>{groupMeaning(group)?.label}</dt>
            <dd>{groupMeaning(group)?.meaning}</dd>
          </>
        ))}
      </dl>
    </section>
  );
}

const FILES = [
  { file: 'cells.csv', label: 'CSV' },
  { file: 'cells.hxl.csv', label: 'CSV with HXL tags' },
  { file: 'cells.json', label: 'JSON' },
  { file: 'datapackage.json', label: 'data package' },
  { file: 'document.json', label: 'signed text' },
  { file: 'document.note', label: 'its signature' },
] as const;

export function ReleaseFacts({ release }: { readonly release: PublishedRelease }) {
  const { document, publishedAt } = release;
  return (
    <dl class="facts">
      <dt>Release</dt>
      <dd>
        <a href={`/releases/${document.number}`}>Number {document.number}</a>, permanent address
      </dd>
      <dt>State counted</dt>
      <dd>as of {dateInWords(document.asOf)}</dd>
      <dt>Published</dt>
      <dd>{publishedAt === null ? 'not yet' : dayInWords(publishedAt)}</dd>
      <dt>Protection</dt>
      <dd>every number is a multiple of {document.base}</dd>
      <dt>In your own page</dt>
      <dd>
        <a href={`/releases/${document.number}/embed`}>picture and table for a frame</a> ·{' '}
        <a href={`/releases/${document.number}/status.svg`}>picture (SVG)</a> ·{' '}
        <a href={`/releases/${document.number}/status.png`}>picture (PNG)</a> ·{' '}
        <a href={`/explore?release=${document.number}`}>explore its tables</a>
      </dd>
      <dt>As data</dt>
      <dd>
        {FILES.map(({ file, label }, at) => (
          <>
            {at > 0 && ' · '}
            <a href={`/v1/releases/${document.number}/${file}`}>{label}</a>
          </>
        ))}{' '}
        · <a href={`/v1/releases/${document.number}`}>the stored release</a>
      </dd>
    </dl>
  );
}

export function ReleasePage(view: ReleaseView) {
  const { document } = view.release;
  return (
    <>
      <h1>Release {document.number}</h1>
      <StandingNotice release={view.release} />
      <div class="sheet">
        <ReleaseFacts release={view.release} />
      </div>
      <ReleaseFigures {...view} />
    </>
  );
}

interface ReleaseListPageProps extends PublicReleases {
  readonly later: boolean;
}

export function ReleaseListPage({ releases, cursor, later }: ReleaseListPageProps) {
  return (
    <>
      <h1>All releases</h1>
      <p class="lead">Each release is kept as it was published. A newer one replaces it and never changes it.</p>
      {releases.length === 0 ? (
        <p>No release has been published yet.</p>
      ) : (
        <table class="cards">
          <caption class="unseen">Releases, newest first</caption>
          <thead>
            <tr>
              <th scope="col">Release</th>
              <th scope="col">State counted</th>
              <th scope="col">Published</th>
              <th scope="col">State</th>
            </tr>
          </thead>
          <tbody>
            {releases.map(({ document, state, publishedAt, correctedBy }) => (
              <tr>
                <th scope="row">
                  <a href={`/releases/${document.number}`}>Release {document.number}</a>
                </th>
                <td data-label="State counted">as of {dateInWords(document.asOf)}</td>
                <td data-label="Published">{publishedAt === null ? '' : dayInWords(publishedAt)}</td>
                <td data-label="State">
                  {inWords(state)}
                  {correctedBy !== null && `, corrected by release ${correctedBy}`}
                  {document.corrects !== undefined && `, corrects release ${document.corrects.release}`}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <PagesOfList address="/releases" cursor={cursor} later={later} />
    </>
  );
}
