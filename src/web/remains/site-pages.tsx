// The pages of sites: the list with the newest counts, and one site with all of them.

import type { Site } from '../../domain/remains/remains-case.js';
import type { ListedSites } from '../../usecases/remains/list-sites.js';
import { PagesOfList } from '../layout/pages-of-list.js';
import { dateInWords, dayInWords } from '../words/dates.js';
import { inWords } from '../words/in-words.js';
import { REMAINS, RemainsTabs, siteAddress, SITES } from './remains-pages.js';
import { countWords, siteWords, type PlaceNames } from './remains-words.js';

export interface SiteListProps extends ListedSites {
  readonly places: PlaceNames;
  readonly later: boolean;
  readonly mayRecord: boolean;
}

export function SiteListPage({ sites, cursor, later, places, mayRecord }: SiteListProps) {
  return (
    <>
      <div class="heading">
        <h1>Sites</h1>
        {mayRecord && (
          <p>
            <a class="button" href={`${SITES}/new`}>
              Record a site
            </a>
          </p>
        )}
      </div>
      <RemainsTabs here="sites" />
      {sites.length === 0 ? (
        <p class="notice">No site is known to you.</p>
      ) : (
        <table class="cards">
          <caption class="unseen">Sites with their newest counts, newest record first</caption>
          <thead>
            <tr>
              <th scope="col">Place</th>
              <th scope="col">Counted</th>
              <th scope="col" class="number">
                Recovered
              </th>
              <th scope="col" class="number">
                Identified
              </th>
              <th scope="col" class="number">
                Handed over
              </th>
            </tr>
          </thead>
          <tbody>
            {sites.map((site) => (
              <SiteRow site={site} places={places} />
            ))}
          </tbody>
        </table>
      )}
      <PagesOfList address={SITES} cursor={cursor} later={later} />
    </>
  );
}

function SiteRow({ site, places }: { readonly site: Site; readonly places: PlaceNames }) {
  const newest = site.counts[0];
  return (
    <tr>
      <th scope="row">
        <a href={siteAddress(site.id)}>{siteWords(site, places)}</a>
        <div class="small">{site.organisationName}</div>
      </th>
      <td data-label="Counted">{newest === undefined ? 'Never' : dateInWords(newest.asOf)}</td>
      <td data-label="Recovered" class="number">
        {countWords(newest?.recovered ?? null)}
      </td>
      <td data-label="Identified" class="number">
        {countWords(newest?.identified ?? null)}
      </td>
      <td data-label="Handed over" class="number">
        {countWords(newest?.handedOver ?? null)}
      </td>
    </tr>
  );
}

export interface SitePageProps {
  readonly site: Site;
  readonly places: PlaceNames;
  /** Whether the reader's organisation recorded it and the reader may count. */
  readonly mayCount: boolean;
  readonly mayRecord: boolean;
}

export function SitePage({ site, places, mayCount, mayRecord }: SitePageProps) {
  return (
    <>
      <p class="crumb no-print">
        <a href={SITES}>Sites</a>
      </p>
      <h1>Site: {siteWords(site, places)}</h1>
      <p class="lead">
        Recorded by {site.organisationName} on {dayInWords(site.recordedAt)}. {inWords(site.sharingLevel)}.
      </p>
      <p class="actions no-print">
        {mayCount && (
          <a class="button main" href={`${siteAddress(site.id)}/counts/new`}>
            Add a count
          </a>
        )}
        <a class="button" href={`${REMAINS}?site=${site.id}`}>
          Remains from here
        </a>
        {mayRecord && (
          <a class="button" href={`${REMAINS}/new?site=${site.id}`}>
            Record remains from here
          </a>
        )}
      </p>
      <Counts site={site} />
    </>
  );
}

function Counts({ site: { counts } }: { readonly site: Site }) {
  if (counts.length === 0) return <p class="notice">Nothing has been counted here yet.</p>;
  return (
    <>
      <table class="cards">
        <caption>Counts without persons, newest first; none is overwritten</caption>
        <thead>
          <tr>
            <th scope="col">Counted</th>
            <th scope="col" class="number">
              Recovered
            </th>
            <th scope="col" class="number">
              Identified
            </th>
            <th scope="col" class="number">
              Handed over
            </th>
            <th scope="col">Recorded</th>
          </tr>
        </thead>
        <tbody>
          {counts.map(({ asOf, recovered, identified, handedOver, recordedAt }) => (
            <tr>
              <th scope="row">{dateInWords(asOf)}</th>
              <td data-label="Recovered" class="number">
                {countWords(recovered)}
              </td>
              <td data-label="Identified" class="number">
                {countWords(identified)}
              </td>
              <td data-label="Handed over" class="number">
                {countWords(handedOver)}
              </td>
              <td data-label="Recorded">{dayInWords(recordedAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="small">Counts are told as they were given; nothing is added up or corrected.</p>
    </>
  );
}
