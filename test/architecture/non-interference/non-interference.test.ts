// What one organisation says in confidence changes no byte of anything that another is answered: every GET of the running service, headers included.

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Controller, Get, Module, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Client } from 'pg';
import { STATEMENT_KINDS } from '../../../src/domain/records/statement-kinds.js';
import { HttpModule } from '../../../src/http/http.module.js';
import { WebModule } from '../../../src/web/web.module.js';
import { verifyNewsFirst } from '../../support/news-rule.js';
import { startTestApplication, type TestApplication } from '../../support/http-application.js';
import { runCount } from '../../support/run-count.js';
import { ConfidentialWorld, SOUGHT } from './confidential-world.js';
import { comparedRoutes, differences, Observer, type Answers } from './observer.js';

/** A deep round asks some five thousand questions twice; in every run a quarter of them, the address of each thing among these. */
jest.setTimeout(1_200_000);
const SEED = 90_210;
/** In every run the organisation that says most; each of the others, with other statements, in a deep one. */
const ROUNDS = runCount(1, 5);

/** What no observer is shown, each with the reason; what they are answered instead is compared all the same. */
const NOT_OPENED: Readonly<Record<string, string>> = {
  'GET /console': 'leads on to the cases',
  'GET /set-up/:token': 'needs a one-time link, and shows nothing of the registry',
  'GET /set-password/:token': 'the same',
};

/** A leak as small as one can be: the number of all statements, in a header. */
const PLANTED = 'GET /v1/planted-total';
let owner: Client;

@Controller('v1')
class PlantedController {
  @Get('planted-total')
  async total(@Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const { rows } = await owner.query<{ n: string }>('SELECT count(*) AS n FROM registry.statement');
    void reply.header('x-planted', rows[0]?.n ?? '');
    return {};
  }
}

const CHANGED_OPENLY = [
  '/v1/persons',
  '/v1/persons/:pseudonym',
  '/v1/persons/:pseudonym/status',
  '/v1/persons/:pseudonym/statements',
  '/v1/statistics/:measure',
  '/v1/exchanges',
  '/v1/exchanges/:id',
  '/console/cases',
  '/console/persons/:pseudonym',
  '/console/exchanges/:id',
].map((path) => `GET ${path}`);

let service: TestApplication;
let world: ConfidentialWorld;
let observers: readonly Observer[];
/** What was answered last, which what is said openly is held against. */
let last: Told | null = null;
let compared: Awaited<ReturnType<typeof comparedRoutes>>;

beforeAll(async () => {
  class PlantedModule {}
  Module({ controllers: [PlantedController] })(PlantedModule);
  service = await startTestApplication({ doors: [HttpModule, WebModule, PlantedModule] });
  owner = new Client({ connectionString: service.database.urls.owner });
  await owner.connect();
  compared = await comparedRoutes(service);
  world = await ConfidentialWorld.make(service);
  observers = world.members.map(({ name, user }) => new Observer(service, name, user));
});
afterAll(async () => {
  await owner.end();
  await service.stop();
});

interface Told {
  readonly answers: ReadonlyMap<string, Answers>;
  readonly sought: readonly (readonly string[])[];
}

async function seekAll(asking: readonly Observer[]): Promise<string[][]> {
  const sought: string[][] = [];
  for (const one of asking) sought.push(await one.seek(SOUGHT.name, SOUGHT.birthDate));
  return sought;
}

/** Inquiries stay on lists, so that they come before everything else, and again after it. */
async function askAll(asking: readonly Observer[]): Promise<Told> {
  for (const one of asking) await one.signIn();
  const sought = await seekAll(asking);
  const answers = new Map<string, Answers>();
  for (const one of asking) answers.set(one.name, await one.crawl(compared.routes, compared.described));
  return { sought, answers };
}

async function readAgain(asking: readonly Observer[], routes?: readonly string[]): Promise<Told> {
  for (const one of asking) await one.signIn();
  const answers = new Map<string, Answers>();
  for (const one of asking) answers.set(one.name, await one.askAgain(routes));
  return { answers, sought: [] };
}

async function askAllAgain(asking: readonly Observer[], routes?: readonly string[]): Promise<Told> {
  const { answers } = await readAgain(asking, routes);
  return { answers, sought: await seekAll(asking) };
}

function changedFor(one: Observer, before: Told, after: Told): string[] {
  return differences(before.answers.get(one.name)!, after.answers.get(one.name)!);
}

/** What was answered otherwise at the routes that were asked again. */
function changedAmong(asking: readonly Observer[], before: Told, after: Told): ReadonlySet<string> {
  const asked = ({ name }: Observer): Answers =>
    new Map([...before.answers.get(name)!].filter(([route]) => after.answers.get(name)!.has(route)));
  return new Set(
    asking.flatMap((one) => differences(asked(one), after.answers.get(one.name)!).map((found) => routeOf(found))),
  );
}

const routeOf = (difference: string): string => difference.split(': ', 1)[0] ?? '';

describe('confidential statements', () => {
  it('change no byte of what any other organisation is answered, and a planted total is found', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const giver = world.members[round % world.members.length]!.name;
      const others = observers.filter(({ name }) => name !== giver);
      const before = await askAll(others);
      const said = await world.speak(giver, SEED + round, true);
      expect(said).toBeGreaterThan(STATEMENT_KINDS.length / 2);
      await world.match();
      const after = await askAllAgain(others);
      for (const one of others) {
        const changed = changedFor(one, before, after);
        expect(changed.filter((difference) => routeOf(difference) !== PLANTED).join('\n')).toBe('');
        expect(changed.map(routeOf)).toEqual([PLANTED]);
      }
      expect(after.sought).toEqual(before.sought);
      last = after;
    }
  });

  it('were of every kind, and asked for on every route', () => {
    expect(STATEMENT_KINDS.filter((kind) => !world.accepted.has(kind))).toEqual([]);
    const opened = new Set(observers.flatMap((one) => [...one.opened]));
    const routes = compared.routes.map(({ path }) => `GET ${path}`);
    expect(routes.filter((name) => !opened.has(name) && !(name in NOT_OPENED))).toEqual([]);
    expect(routes.length).toBeGreaterThan(100);
  });
});

describe('the same statements said openly', () => {
  it('change what others are told of people, of counts and of matches, or the comparison would show nothing', async () => {
    const others = observers.filter(({ name }) => name === 'partner');
    const before = last ?? (await askAll(others));
    // And as many others: of which people they tell, and so who of a page is told otherwise, is drawn.
    for (const seed of [SEED, SEED + 100]) await world.speak('lantern', seed, false);
    const after = await askAllAgain(others, CHANGED_OPENLY);
    const changed = changedAmong(others, before, after);
    expect(CHANGED_OPENLY.filter((route) => !changed.has(route))).toEqual([]);
    expect(after.sought).not.toEqual(before.sought);
  });
});

describe('news that waits, and a will that nobody may know', () => {
  it('change no byte of what any other organisation is answered, and verified news does', async () => {
    const others = observers.filter(({ name }) => name === 'partner' || name === 'central agency');
    const sought = await seekAll(others);
    await verifyNewsFirst(service.database);
    const before = await readAgain(others);
    const held = await world.holdNews('lantern');
    expect(held.length).toBeGreaterThan(2);
    await world.match();
    const waiting = await readAgain(others);
    for (const one of others) {
      const changed = changedFor(one, before, waiting);
      expect(changed.filter((difference) => routeOf(difference) !== PLANTED).join('\n')).toBe('');
      expect(changed.map(routeOf)).toEqual([PLANTED]);
    }
    expect(await seekAll(others)).toEqual(sought);
    expect(await world.verifyAll('lantern', held)).toBe(held.length);
    const told = ['GET /v1/persons', 'GET /v1/persons/:pseudonym'];
    const verified = await readAgain(others, told);
    expect([...changedAmong(others, waiting, verified)].sort()).toEqual(told);
  });
});
