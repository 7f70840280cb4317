// Walks the console of a lived-in registry as everybody who works there, follows what its pages lead to, and brings back every form.

import { addressOf, routesOf } from '../application-routes.js';
import { subjectOf } from '../mirror/crowd-questions.js';
import type { Office } from '../../support/crowd/crowd-cast.js';
import type { CrowdClerk } from '../../support/crowd/crowd-clerk.js';
import type { Member } from '../../support/crowd/mirrored-services.js';
import { runCount } from '../../support/run-count.js';
import { formsOf, idsTwiceIn, linksOf, type ReadField, type ReadForm } from './form-reading.js';

export interface FoundForm {
  readonly method: ReadForm['method'];
  /** The pattern of the route that it is sent to, such as `/console/persons/:pseudonym/tasks`. */
  readonly route: string;
  /** `pattern`: the name with `*` in the place of the number of a row. */
  readonly fields: readonly (ReadField & { readonly pattern: string })[];
  readonly choices: ReadForm['choices'];
  /** Where this one is sent, and by whom it was seen. */
  readonly action: string;
  readonly member: Member | null;
}

export interface ShownPage {
  /** Without its query. */
  readonly address: string;
  readonly member: Member | null;
}

/** Of pages that are one page with other ids, how many are opened with the same roles: forms depend on what state a thing is in. A question is asked once. */
const MOST_ALIKE = runCount(2, 3);
/** Of things of one kind, of how many, the newest first to be kept, an office opens the pages: so few still lead to every form and field. */
const MOST_OF_A_KIND = runCount(5, 12);
const MOST_PERSONS = runCount(5, 12);
/** Of the things that all offices made, so many pages of one kind are opened by the same roles in every run; in a deep one all. */
const MOST_MADE = runCount(8, Number.POSITIVE_INFINITY);
const OF_PERSON = 'persons(pseudonym)';
const ID = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?:WB|EV)(?:-[0-9A-Z]{5}){4}-.|\d+)$/;
/** Questions whose every value shows another page. */
const WHOLE = new Set(['kind']);

function withoutIds(address: string): string {
  const [path = '', query = ''] = address.split('?');
  const asked = [...new URLSearchParams(query)].map(([name, value]) => `${name}=${WHOLE.has(name) ? value : ''}`);
  const parts = path.split('/').map((part) => (ID.test(part) ? '*' : part));
  return `${parts.join('/')}?${[...new Set(asked)].sort().join('&')}`;
}

export class ConsoleWalk {
  readonly found: FoundForm[] = [];
  /** Patterns of the pages that somebody was shown, with where each was first shown and to whom. */
  readonly shown = new Map<string, ShownPage>();
  /** Names of what the addresses met on pages ask, and the forms that go to an address. */
  readonly asked = new Set<string>();
  /** Patterns of pages with a name that several of its elements have. */
  readonly idsTwice = new Set<string>();
  /** Roles → pages but for their ids → how often they were opened: whoever has the same roles is led to the same forms. */
  private readonly opened = new Map<string, Map<string, number>>();
  private readonly patterns: readonly { readonly route: string; readonly form: RegExp; readonly method: string }[];

  constructor(private readonly clerk: CrowdClerk) {
    this.patterns = routesOf(clerk.services.first.app)
      .map(({ method, path }) => ({ method, route: path === '' ? '/' : path }))
      .sort((a, b) => a.route.split(':').length - b.route.split(':').length)
      .map(({ method, route }) => ({ method, route, form: new RegExp(`^${route.replaceAll(/:\w+/g, '[^/]+')}$`) }));
  }

  /** The pages of everything that each office made, opened by its two persons, and of what they lead to; then every place of the menu. */
  async walkAll(): Promise<void> {
    const { offices, ofOneRole } = this.clerk.cast;
    for (const office of offices) {
      for (const member of [office.worker, office.second]) await this.walk(member, this.addressesOf(office));
    }
    for (const member of ofOneRole) await this.walk(member, []);
    for (const path of ['/sign-in', '/set-up/nothing', '/set-password/nothing']) await this.open(null, path);
  }

  private addressesOf(office: Office): readonly string[] {
    return this.routes('GET').flatMap((route) => {
      const subject = subjectOf(route);
      if (subject === null) return [];
      return this.madeBy(office, subject)
        .slice(subject === OF_PERSON ? -MOST_PERSONS : -MOST_OF_A_KIND)
        .map((values) => addressOf(route, values));
    });
  }

  private madeBy(office: Office, subject: string): readonly Readonly<Record<string, string>>[] {
    if (subject === OF_PERSON) return this.clerk.ownOf(office).map((pseudonym) => ({ pseudonym }));
    const known = this.clerk.known.get(subject) ?? [];
    return known.filter((one) => one.office === office.name).map(({ values }) => values);
  }

  private async walk(member: Member, first: readonly string[]): Promise<void> {
    const roles = member.roles.join();
    const opened = this.opened.get(roles) ?? new Map<string, number>();
    this.opened.set(roles, opened);
    const places = this.routes('GET').filter((route) => !route.includes(':'));
    const waiting: string[] = [];
    for (const address of [...first, ...places]) {
      const alike = withoutIds(address);
      const times = opened.get(alike) ?? 0;
      if (times >= MOST_MADE) continue;
      opened.set(alike, times + 1);
      waiting.push(...(await this.open(member, address)));
    }
    for (let address = waiting.shift(); address !== undefined; address = waiting.shift()) {
      const alike = withoutIds(address);
      const times = opened.get(alike) ?? 0;
      if (times >= (alike.endsWith('?') ? MOST_ALIKE : 1)) continue;
      opened.set(alike, times + 1);
      waiting.push(...(await this.open(member, address)));
    }
  }

  /** Answers where the page leads. */
  async open(member: Member | null, address: string): Promise<readonly string[]> {
    const answer = await this.clerk.services.ask(member, 'GET', address, { asPage: true });
    if (answer.status !== 200 || !(answer.headers.get('content-type') ?? '').startsWith('text/html')) return [];
    const [path = ''] = address.split('?');
    const route = this.routeOf('GET', path);
    if (!this.shown.has(route)) this.shown.set(route, { address: path, member });
    for (const id of idsTwiceIn(answer.text)) this.idsTwice.add(`${route} #${id}`);
    return this.take(answer.text, address, member);
  }

  take(html: string, address: string, member: Member | null): readonly string[] {
    const forms = formsOf(html, address);
    for (const form of forms) {
      const { method, action, choices } = form;
      const fields = form.fields.map((one) => ({ ...one, pattern: one.name.replaceAll(/\/\d+(?=\/|$)/g, '/*') }));
      this.found.push({ method, route: this.routeOf(method, action), fields, choices, action, member });
    }
    const asking = forms.filter(({ method }) => method === 'GET');
    const leadsTo = [...linksOf(html), ...asking.flatMap(chosenAddresses)];
    const named = leadsTo.flatMap((one) => [...new URLSearchParams(one.split('?')[1]).keys()]);
    for (const name of [...named, ...asking.flatMap(({ fields }) => fields.map((one) => one.name))])
      this.asked.add(name);
    return leadsTo;
  }

  routeOf(method: string, path: string): string {
    return this.patterns.find((one) => one.method === method && one.form.test(path))?.route ?? path;
  }

  /** Patterns of the console's routes with this method. */
  routes(method: string): readonly string[] {
    return this.patterns
      .filter((one) => one.method === method && /^\/console/.test(one.route))
      .map(({ route }) => route);
  }
}

/** What a form without consequences would ask for, each choice once. */
function chosenAddresses({ action, choices }: ReadForm): string[] {
  return [...choices].flatMap(([name, values]) =>
    values.map((value) => `${action}?${new URLSearchParams({ [name]: value }).toString()}`),
  );
}
