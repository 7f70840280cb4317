// Somebody of another organisation who asks every route that the service has, for everything they know of, and keeps the answers.

import type { TestApplication, TestAnswer, TestUser } from '../../support/http-application.js';
import { runCount } from '../../support/run-count.js';
import { routesOf, type Route } from '../application-routes.js';
import { describedBy, operationsOf, type Operation } from '../fuzz/api-operations.js';
import { addressFor, AskableAddresses, fieldsOf, NOT_COMPARED } from './askable-addresses.js';

/** Drawn anew for every answer, told by the clock of the machine and not by that of the registry, or counting the reader's own requests. */
const OF_THE_MOMENT = ['date', 'x-request-id', 'x-ratelimit-remaining', 'x-ratelimit-reset'];
/** How far the pages of a list are followed, one line a page. */
const MOST_PAGES = 4;

const FOR_PROGRAMS = /^\/(v\d+|health|docs)(\/|$)/;
/** A service that is up answers them to everybody alike; what they are made of is in no database. */
const STATIC = /^\/(docs|health|assets)(\/|$)/;

/** Name of the route → address → what was answered: status, text and headers. */
export type Answers = ReadonlyMap<string, ReadonlyMap<string, string>>;

export async function comparedRoutes(application: TestApplication): Promise<{
  readonly routes: readonly Route[];
  readonly described: ReadonlyMap<string, Operation>;
}> {
  const document = await describedBy(application);
  const described = new Map(operationsOf(application, document).map((one) => [one.name, one]));
  const routes = routesOf(application.app)
    .filter(({ method, path }) => method === 'GET' && !STATIC.test(path) && !(`GET ${path}` in NOT_COMPARED))
    .sort((one, other) => one.path.split('/').length - other.path.split('/').length);
  // What programs ask tells the ids of which pages are made.
  return { routes: [...routes].sort((one, other) => Number(isPage(one)) - Number(isPage(other))), described };
}

const isPage = ({ path }: Route): boolean => !FOR_PROGRAMS.test(path);

/** Of the questions that an address takes beside itself, every so manyth is asked: other ones of each address and each reader. */
const EVERY = runCount(16, 1);

export class Observer {
  private token = '';
  private cookie = '';
  /** Route and address of everything that was asked, in its order. */
  private readonly asked: (readonly [route: Route, address: string])[] = [];
  /** Routes that answered something else than a refusal. */
  readonly opened = new Set<string>();

  constructor(
    private readonly application: TestApplication,
    readonly name: string,
    readonly user: TestUser,
  ) {}

  async signIn(): Promise<void> {
    this.token = await this.user.token();
    const form = { '/username': this.user.username, '/password': this.user.password };
    const answer = await this.application.request('POST', '/sign-in', {
      body: new URLSearchParams(form).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
    });
    this.cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
    if (answer.status !== 303 || this.cookie === '') throw new Error(`${this.name} was answered ${answer.status}`);
  }

  private questions = 0;

  /** Asks every route for everything that earlier answers told of; what was asked can be asked again. */
  async crawl(routes: readonly Route[], described: ReadonlyMap<string, Operation>): Promise<Answers> {
    this.asked.length = 0;
    const known = new AskableAddresses(described);
    const answers = new Map<string, Map<string, string>>();
    for (const route of routes) {
      for (const values of known.valuesFor(route.path)) {
        for (const [at, question] of known.questionsFor(route).entries()) {
          // The first is asked of every route: without a question, or with the one without which nothing is answered.
          if (at > 0 && this.questions++ % EVERY !== 0) continue;
          const body = await this.follow(answers, route, addressFor(route.path, values, question));
          if (question === '' && body !== undefined) known.learn(route.path, values, body);
        }
      }
    }
    return answers;
  }

  /** Asks, and of a list that was asked for line by line some pages more; answers the first body, if it is one for programs. */
  private async follow(answers: Map<string, Map<string, string>>, route: Route, address: string): Promise<unknown> {
    const pages = /[?&]limit=1(&|$)/.test(address) ? MOST_PAGES : 1;
    let first: unknown;
    let next = address;
    for (let page = 0; page < pages; page += 1) {
      const answer = await this.ask(route, next);
      this.asked.push([route, next]);
      note(answers, route, next, shownOf(answer));
      if (answer.status !== 200) break;
      this.opened.add(`GET ${route.path}`);
      if (page === 0) first = answer.body;
      const cursor = fieldsOf(answer.body).find(([key]) => /^(nextC|c)ursor$/.test(key))?.[1];
      if (cursor === undefined) break;
      next = `${address}&cursor=${cursor}`;
    }
    return first;
  }

  /** The same questions once more, of these routes alone where some are given. */
  async askAgain(routes?: readonly string[]): Promise<Answers> {
    const answers = new Map<string, Map<string, string>>();
    const isAsked = ({ path }: Route): boolean => routes?.includes(`GET ${path}`) ?? true;
    for (const [route, address] of this.asked.filter(([one]) => isAsked(one)))
      note(answers, route, address, shownOf(await this.ask(route, address)));
    return answers;
  }

  /** A name sought within the own organisation, and an inquiry about the same person; the id of an inquiry is drawn anew. */
  async seek(name: string, birthDate: string): Promise<string[]> {
    const sought = { names: [{ text: name }], birthDate };
    const search = { name, purpose: 'family_tracing' };
    const both = [
      await this.application.request('POST', '/v1/search', { token: this.token, body: search }),
      await this.application.request('POST', '/v1/inquiries', {
        token: this.token,
        body: { sought, purpose: 'family_tracing' },
      }),
    ];
    return both.map((answer) => shownOf(answer).replace(/\\"id\\":\\"[0-9a-f-]{36}\\"/, 'an id'));
  }

  private ask(route: Route, address: string): Promise<TestAnswer> {
    return this.application.request(
      'GET',
      address,
      isPage(route) ? { headers: { cookie: this.cookie, accept: 'text/html' } } : { token: this.token },
    );
  }
}

function note(answers: Map<string, Map<string, string>>, route: Route, address: string, shown: string): void {
  const name = `GET ${route.path}`;
  const known = answers.get(name) ?? new Map<string, string>();
  known.set(address, shown);
  answers.set(name, known);
}

/** Where the asker is signed in, which is theirs alone (row-security.ts): each look begins with a sign-in, so that the next one finds more. */
const OWN_SIGN_INS = /\{"sessions":\[.*\]\}|<h2>Where you are signed in<\/h2>.*?<\/section>/s;

/** All bytes but those that are drawn for each answer: the id of the request in a problem, and the seals of a page's forms; and the asker's own sign-ins. */
function shownOf({ status, text, headers }: TestAnswer): string {
  const own = OWN_SIGN_INS.test(text) ? ['content-length'] : [];
  const shown = [...headers].filter(([name]) => ![...OF_THE_MOMENT, ...own].includes(name)).sort();
  const steady = text
    .replace(OWN_SIGN_INS, 'own sign-ins')
    .replaceAll(/(requestId":"|request id <code>)[0-9a-f-]{36}/g, '$1…')
    .replaceAll(/name="(formToken|formKey)" value="[^"]*"/g, 'name="$1"');
  return JSON.stringify([status, steady, shown]);
}

/** `route: address` of every answer that is not the same; what one of them lacks differs too. */
export function differences(before: Answers, after: Answers): string[] {
  const routes = [...new Set([...before.keys(), ...after.keys()])];
  return routes.flatMap((route) => {
    const [one, other] = [before.get(route), after.get(route)];
    const addresses = [...new Set([...(one?.keys() ?? []), ...(other?.keys() ?? [])])];
    return addresses
      .filter((address) => one?.get(address) !== other?.get(address))
      .map((address) => `${route}: ${address}\n${apart(one?.get(address) ?? '', other?.get(address) ?? '')}`);
  });
}

/** Characters shown on each side of where two answers part. */
const AROUND = 60;

function apart(one: string, other: string): string {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return [one, other].map((text) => `  …${text.slice(Math.max(0, at - AROUND), at + AROUND)}…`).join('\n');
}
