// What a reader may not know is not told by time either: requests that must be alike read the same rows, and take the same time.

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Controller, Get, Module, Param } from '@nestjs/common';
import fc from 'fast-check';
import { HttpModule } from '../../../src/http/http.module.js';
import { startTestApplication, type TestApplication } from '../../support/http-application.js';
import { runCount } from '../../support/run-count.js';
import { Stopwatch, tellsApart, type Alike, type TimedRequest } from './paired-times.js';
import { ASKED_TIMES, differing, more, RowsRead } from './rows-read.js';
import { TimedWorld, type Seen } from './timed-world.js';

/**
 * Measured with a load of seven on two cores, by work of a known length planted in requests that work for 1 ms: 270 tries tell 0.5 ms apart
 * (6.8 standard deviations against 0.3 of two alike), and not 0.2 ms; 1,002 tell 0.2 ms apart (8.9 against 1.4), and not 0.1 ms (3.9). What is
 * smaller is for the counts of rows to find.
 */
const TRIES = runCount(270, 1002);
/** Each comparison asks three requests in each try. */
jest.setTimeout(1_200_000);
const SEED = 7;

type Who = 'owner' | 'giver' | 'reader';

/** Answers after so many milliseconds of work. */
@Controller('v1')
class PlantedController {
  @Get('planted-work/:milliseconds')
  async work(@Param('milliseconds') milliseconds: string): Promise<object> {
    const until = performance.now() + Number(milliseconds);
    while (performance.now() < until);
    return Promise.resolve({});
  }
}

let service: TestApplication;
let world: TimedWorld;
let stopwatch: Stopwatch;
let rowsRead: RowsRead;
let seen: Readonly<Record<Who, Seen>>;
let nobody: readonly [string, string];
let foreign: string;
let onceKnown: string;
let spent: string;

beforeAll(async () => {
  class PlantedModule {}
  Module({ controllers: [PlantedController] })(PlantedModule);
  service = await startTestApplication({ doors: [HttpModule, PlantedModule] });
  world = await TimedWorld.make(service);
  await world.register('partners_pseudonymous');
  seen = await world.registerAlike();
  // More than a page looks at, so that each of the three pages begins as long a list.
  for (let at = 0; at < 60; at += 1) await world.register('partners_pseudonymous');
  nobody = [world.nobody(), world.nobody()];
  foreign = await world.register('registry_only');
  onceKnown = await world.onceKnown();
  for (let at = 0; at < 5; at += 1) await world.register('registry_only', HIDDEN);
  const [generate] = fc.sample(fc.gen(), { seed: SEED, numRuns: 1 });
  const anyPart = fc.double({ min: 0, max: 1, noNaN: true });
  stopwatch = new Stopwatch(service.url, () => generate!(() => anyPart));
  rowsRead = await RowsRead.open(service);
  spent = await world.spent();
  await world.settle();
});
afterAll(async () => {
  stopwatch.close();
  await rowsRead.close();
  await world.close();
  await service.stop();
});

const get = (who: Who, path: string): TimedRequest => ({ method: 'GET', path, token: world.offices[who].token });

/** One of whom another organisation says 200 things in confidence, and two of whom nothing is. */
function loaded(who: Who, part: string): Alike {
  const { plain, another, loaded: other } = seen[who];
  const of = (pseudonym: string): TimedRequest => get(who, `/v1/persons/${pseudonym}${part}`);
  return { one: of(plain), another: of(another), other: of(other) };
}

/** Pages of a line, which begin at each of these three. */
async function page(who: Who, part: string): Promise<Alike> {
  const of = async (pseudonym: string): Promise<TimedRequest> =>
    get(who, `/v1/persons?limit=1&cursor=${await world.cursorBefore(who, pseudonym)}${part}`);
  const { plain, another, loaded: other } = seen[who];
  return { one: await of(plain), another: await of(another), other: await of(other) };
}

/** A person whom the reader may not see, and pseudonyms of nobody. */
function hidden(other: string, part: string): Alike {
  const of = (pseudonym: string): TimedRequest => get('reader', `/v1/persons/${pseudonym}${part}`);
  return { one: of(nobody[0]), another: of(nobody[1]), other: of(other) };
}

/** Borne by five people whom only their owner may know of. */
const HIDDEN = 'Arvel Tassin';

function named(path: '/v1/search' | '/v1/inquiries', token = world.offices.reader.token): Alike {
  const purpose = 'family_tracing';
  const of = (name: string): TimedRequest => {
    const sought = { names: [{ text: name }], birthDate: '1984-05-06' };
    const body = path === '/v1/search' ? { name, birthYear: 1984, purpose } : { sought, purpose };
    return { method: 'POST', path, token, body: JSON.stringify(body) };
  };
  return { one: of('Ordel Massun'), another: of('Ervin Tossal'), other: of(HIDDEN) };
}

/** Who has used up the names of the day is refused, whomever they ask after. */
function refusedByQuota(path: '/v1/search' | '/v1/inquiries'): Alike {
  return { ...named(path, spent), refused: 429 };
}

/** One part of a name, which is too little: of people whom others know, and of nobody. */
function refusedByLength(path: '/v1/search' | '/v1/inquiries'): Alike {
  const { token } = world.offices.reader;
  const purpose = 'family_tracing';
  const of = (name: string): TimedRequest => {
    const body = path === '/v1/search' ? { name, purpose } : { sought: { names: [{ text: name }] }, purpose };
    return { method: 'POST', path, token, body: JSON.stringify(body) };
  };
  return { one: of('Massun'), another: of('Tossal'), other: of('Tassin'), refused: 422 };
}

const READINGS = ['', '?why=true', '/status', '/statements', '?knownAt=2021-06-01T12:01:30Z', '/links'];
const PAGES = ['', '&knownAt=2021-06-01T12:01:30Z', '&validAt=2021-01-01', '&status=believed_held'];
const TELLERS = ['/v1/search', '/v1/inquiries'] as const;

describe('the rows that PostgreSQL reads', () => {
  it.each(READINGS)('for a person%s are not those that others gave in confidence', async (part) => {
    for (const who of ['owner', 'reader'] as const) {
      const { one, another, other } = loaded(who, part);
      await rowsRead.of(one);
      // Of both the first reading is counted too, after which their statements are remembered.
      const differences = differing(await rowsRead.of(another), await rowsRead.of(other));
      // Gone through from its beginning until whoever is found, which is as many rows as people were registered before.
      expect(differences.filter((table) => !table.startsWith('registry.assignment:'))).toEqual([]);
    }
  });

  it.each(PAGES)('for a page%s are not either', async (part) => {
    const { one, other } = await page('reader', part);
    await rowsRead.of(one);
    // Who was registered one later is followed by one fewer, and what was said of them in confidence would be two hundred more.
    expect(more(await rowsRead.of(one), await rowsRead.of(other))).toEqual([]);
  });

  it.each(['', '/status', '/statements'])('for somebody%s not to be seen are those that say so', async (part) => {
    const none = await rowsRead.of(hidden(foreign, part).one);
    for (const pseudonym of [foreign, onceKnown]) {
      const differences = differing(none, await rowsRead.of(hidden(pseudonym, part).other));
      expect(differences.filter((table) => !/^registry\.(pseudonym|person):/.test(table))).toEqual([]);
    }
  });

  it.each(TELLERS)('for a name, by %s, are no identity of others', async (path) => {
    const { another, other } = named(path);
    await rowsRead.of(another);
    const differences = differing(await rowsRead.of(another), await rowsRead.of(other));
    // That a keyed code was met, and whose it is; nothing is opened, folded or counted.
    const met = ['registry.person', 'vault.person_key', 'vault.search_code', 'vault.search_row'];
    expect(differences.filter((one) => !met.includes(one.split(':', 1)[0] ?? ''))).toEqual([]);
  });

  it.each(TELLERS)('for a name that %s refuses are the same, whoever bears it', async (path) => {
    for (const { another, other } of [refusedByQuota(path), refusedByLength(path)]) {
      await rowsRead.of(another);
      expect(differing(await rowsRead.of(another), await rowsRead.of(other))).toEqual([]);
    }
  });

  it('for whoever said it in confidence are all of it, or the count would show nothing', async () => {
    const { one, other } = loaded('giver', '');
    const [few, many] = [await rowsRead.of(one), await rowsRead.of(other)];
    // Each time to be counted, since a policy asks for every row, and at the first to be told: what was told is remembered.
    expect((many['registry.statement'] ?? 0) - (few['registry.statement'] ?? 0)).toBe(200 * (ASKED_TIMES + 1));
  });
});

async function apart(alike: Alike): Promise<object> {
  const found = await stopwatch.compare(alike, TRIES);
  return { ...found, apart: tellsApart(found) };
}

/**
 * Comparisons of each run, one of each kind; a deep one makes all. The rows above are counted for all of them in every run. The order of the tries is of a fixed seed, their times are not: by chance alone fewer than
 * one run in a thousand fails.
 */
const most = <T>(all: readonly T[], share: number): readonly T[] => all.slice(0, runCount(share, all.length));

describe('the time of an answer', () => {
  it('is told apart where it differs: work that was planted, and what is folded for whoever said it', async () => {
    const work = (milliseconds: number): TimedRequest => get('reader', `/v1/planted-work/${milliseconds}`);
    expect(await apart({ one: work(1), another: work(1), other: work(6) })).toMatchObject({ apart: true });
    expect(await apart(loaded('giver', '/statements'))).toMatchObject({ apart: true });
  });

  it.each(most(READINGS, 1))('does not tell of a person%s that others spoke in confidence', async (part) => {
    expect(await apart(loaded('reader', part))).toMatchObject({ apart: false });
  });

  it.each(most(PAGES, 1))('does not tell it of a page%s', async (part) => {
    expect(await apart(await page('reader', part))).toMatchObject({ apart: false });
  });

  it.each(most(['', '/status', '/statements'], 1))(
    'does not tell that there is somebody%s not to be seen',
    async (part) => {
      for (const pseudonym of most([onceKnown, foreign], 1))
        expect(await apart(hidden(pseudonym, part))).toMatchObject({ apart: false });
    },
  );

  it.each(most(TELLERS, 1))('does not tell, by %s, that others know of a name', async (path) => {
    expect(await apart(named(path))).toMatchObject({ apart: false });
  });

  it.each(most(TELLERS, 1))('does not tell, by a refusal of %s, that others know of a name', async (path) => {
    for (const refused of most([refusedByQuota, refusedByLength], 1))
      expect(await apart(refused(path))).toMatchObject({ apart: false });
  });
});
