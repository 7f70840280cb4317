// The pages of cases of remains: the list, and one case with what is estimated of it.

import type { Actor } from '../../domain/access/actor.js';
import { allowed } from '../../domain/access/access-policy.js';
import type { RemainsCase } from '../../domain/remains/remains-case.js';
import type { ListedRemains } from '../../usecases/remains/list-remains.js';
import type { RemainsAnswer } from '../../usecases/remains/read-remains.js';
import { PagesOfList } from '../layout/pages-of-list.js';
import { Tab } from '../layout/tab.js';
import { dayInWords } from '../words/dates.js';
import { inWords } from '../words/in-words.js';
import { RemainsLinks } from './remains-links-part.js';
import { ageWords, diedWords, EXTENT_WORDS, siteWords, type PlaceNames } from './remains-words.js';

export const REMAINS = '/console/remains';
export const SITES = '/console/sites';

export function remainsAddress(id: string): string {
  return `${REMAINS}/${id}`;
}

export function siteAddress(id: string): string {
  return `${SITES}/${id}`;
}

/** Cases and sites are two lists of one place of the menu. */
export function RemainsTabs({ here }: { readonly here: 'remains' | 'sites' }) {
  return (
    <ul class="tabs">
      <Tab href={REMAINS} here={here === 'remains'}>
        Cases of remains
      </Tab>
      <Tab href={SITES} here={here === 'sites'}>
        Sites
      </Tab>
    </ul>
  );
}

export interface RemainsListProps extends ListedRemains {
  readonly places: PlaceNames;
  /** The site whose cases alone are listed; null for all. */
  readonly onlySite: string | null;
  readonly later: boolean;
  readonly mayRecord: boolean;
}

export function RemainsListPage(props: RemainsListProps) {
  const { cases, cursor, later, onlySite, mayRecord } = props;
  const query = onlySite === null ? '' : `?site=${encodeURIComponent(onlySite)}`;
  return (
    <>
      <div class="heading">
        <h1>{onlySite === null ? 'Remains' : 'Remains from one site'}</h1>
        {mayRecord && (
          <p>
            <a class="button" href={`${REMAINS}/new${query}`}>
              Record remains
            </a>
          </p>
        )}
      </div>
      <RemainsTabs here="remains" />
      {onlySite !== null && (
        <p>
          <a href={siteAddress(onlySite)}>The site</a> · <a href={REMAINS}>All cases of remains</a>
        </p>
      )}
      {cases.length === 0 ? <p class="notice">No case of remains is known to you here.</p> : <Cases {...props} />}
      <PagesOfList address={`${REMAINS}${query}`} cursor={cursor} later={later} />
    </>
  );
}

function Cases({ cases, sites, places }: RemainsListProps) {
  return (
    <table class="cards">
      <caption class="unseen">Cases of remains, newest record first</caption>
      <thead>
        <tr>
          <th scope="col">Recorded</th>
          <th scope="col">Extent</th>
          <th scope="col">At least</th>
          <th scope="col">Sex</th>
          <th scope="col">Age</th>
          <th scope="col">Died</th>
          <th scope="col">Site</th>
        </tr>
      </thead>
      <tbody>
        {cases.map((one) => (
          <tr>
            <th scope="row">
              <a href={remainsAddress(one.id)} aria-label={`Remains recorded on ${dayInWords(one.recordedAt)}`}>
                {dayInWords(one.recordedAt)}
              </a>
              <div class="small">{one.organisationName}</div>
            </th>
            <td data-label="Extent">{inWords(one.extent)}</td>
            <td data-label="At least">{individualsWords(one)}</td>
            <td data-label="Sex">{inWords(one.sex)}</td>
            <td data-label="Age">{ageWords(one)}</td>
            <td data-label="Died">{diedWords(one)}</td>
            <td data-label="Site">
              <SiteLink site={one.siteId === null ? undefined : sites.get(one.siteId)} places={places} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function individualsWords({ minimumIndividuals }: RemainsCase): string {
  return minimumIndividuals === 1 ? '1 person' : `${minimumIndividuals} people`;
}

function SiteLink(props: {
  readonly site: (Parameters<typeof siteWords>[0] & { readonly id: string }) | undefined;
  readonly places: PlaceNames;
}) {
  const { site, places } = props;
  return site === undefined ? <>Not known</> : <a href={siteAddress(site.id)}>{siteWords(site, places)}</a>;
}

export interface RemainsPageProps {
  readonly answer: RemainsAnswer;
  readonly places: PlaceNames;
  readonly actor: Actor;
}

export function RemainsPage({ answer, places, actor }: RemainsPageProps) {
  const { remains, site } = answer;
  const address = remainsAddress(remains.id);
  return (
    <>
      <p class="crumb no-print">
        <a href={REMAINS}>Remains</a>
      </p>
      <h1>Remains: {inWords(remains.extent).toLowerCase()}</h1>
      {allowed(actor, 'link_remains') && (
        <p class="actions no-print">
          <a class="button main" href={`${address}/links/new`}>
            Propose whose they are
          </a>
        </p>
      )}
      <section class="sheet">
        <h2>What is estimated</h2>
        <dl class="facts">
          <dt>Extent</dt>
          <dd>{EXTENT_WORDS[remains.extent]}</dd>
          <dt>Minimum number of individuals</dt>
          <dd>{remains.minimumIndividuals}</dd>
          <dt>Sex</dt>
          <dd>{inWords(remains.sex)}</dd>
          <dt>Age at death</dt>
          <dd>{ageWords(remains)}</dd>
          <dt>Died</dt>
          <dd>{diedWords(remains)}</dd>
          <dt>Site</dt>
          <dd>
            <SiteLink site={site ?? undefined} places={places} />
          </dd>
          <dt>Sharing</dt>
          <dd>{inWords(remains.sharingLevel)}</dd>
          <dt>Recorded</dt>
          <dd>
            {dayInWords(remains.recordedAt)}, {remains.organisationName}
          </dd>
          <dt>Code</dt>
          <dd>
            <code>{remains.id}</code>
          </dd>
        </dl>
      </section>
      <RemainsLinks answer={answer} actor={actor} />
    </>
  );
}
