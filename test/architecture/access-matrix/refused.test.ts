// What the table refuses is refused to every role of every organisation and to every faulty token, noted, and changes nothing; no operation is without a row.

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Controller, Get, Module } from '@nestjs/common';
import { HttpModule } from '../../../src/http/http.module.js';
import { startTestApplication, type TestApplication } from '../../support/http-application.js';
import { routesOf } from '../application-routes.js';
import { describedBy, type ApiDocument } from '../fuzz/api-operations.js';
import { OPEN_ROUTES } from '../route-matrix.js';
import type { Thing } from './asked-thing.js';
import { EXPECTED_ANSWERS } from './expected-answers.js';
import { faultyTokens } from './faulty-tokens.js';
import { codeOf, described, MatrixWorld, shownOf, told, type Cell } from './matrix-world.js';

/** Some four thousand requests. */
jest.setTimeout(1_200_000);

/** Describe the service itself, and stand in no description. */
const NOT_DESCRIBED = /^GET \/docs(\/|$)/;
const CODES: Readonly<Record<number, string>> = { 403: 'forbidden', 404: 'not_found' };

let world: MatrixWorld;
beforeAll(async () => {
  world = await MatrixWorld.open();
});
afterAll(() => world.close());

function routesFor({ app }: TestApplication): string[] {
  return routesOf(app)
    .filter(({ method, path }) => method !== 'HEAD' && /^\/(v\d+|health|docs)(\/|$)/.test(path))
    .map(({ method, path }) => `${method} ${path}`);
}

function missingFrom(document: ApiDocument, routes: readonly string[]): string[] {
  const names = described(document);
  const undescribed = routes.filter((name) => !names.includes(name) && !NOT_DESCRIBED.test(name));
  return [
    ...names.filter((name) => !EXPECTED_ANSWERS.has(name) && !(name in OPEN_ROUTES)).map((name) => `${name}: no row`),
    ...[...EXPECTED_ANSWERS.keys()].filter((name) => !names.includes(name)).map((name) => `${name}: no operation`),
    ...undescribed.map((name) => `${name}: not described`),
    ...names.filter((name) => !routes.includes(name)).map((name) => `${name}: no route`),
  ];
}

describe('the table', () => {
  it('has a row for every operation that is described, and every route is described', () => {
    expect(missingFrom(world.document, routesFor(world.application))).toEqual([]);
    expect(described(world.document).length).toBeGreaterThan(100);
  });

  it('lacks a row for a planted route', async () => {
    @Controller('v1')
    class PlantedController {
      @Get('planted/:pseudonym')
      planted(): string {
        return 'a case';
      }
    }
    class PlantedModule {}
    Module({ controllers: [PlantedController] })(PlantedModule);
    const other = await startTestApplication({ doors: [HttpModule, PlantedModule] });
    try {
      const faults = missingFrom(await describedBy(other), routesFor(other));
      expect(faults).toEqual(['GET /v1/planted/:pseudonym: no row']);
    } finally {
      await other.stop();
    }
  });
});

describe('what the table refuses', () => {
  it('is refused, alike whether it is there or not, noted, and changes nothing', async () => {
    const prepared: [Cell, Thing][] = [];
    for (const cell of world.cells().filter(({ expected }) => expected >= 400)) {
      const thing = await world.standingThing(cell.row.about, cell.level);
      prepared.push([cell, await world.things.translated(thing, cell.asker)]);
    }
    const [before, noted] = [await world.digestOfTables(), await world.refusalsNoted()];
    const faults: string[] = [];
    let refused = 0;
    for (const [cell, thing] of prepared) {
      const answer = await world.askFor(cell, thing);
      const code = CODES[answer.status];
      if (code !== undefined) refused += 1;
      const isRight = answer.status === cell.expected && (code === undefined || code === codeOf(answer));
      if (!isRight) faults.push(told(cell, answer));
      if (answer.status !== 404 || cell.column === 'nothing') continue;
      const nothing = await world.askFor({ ...cell, column: 'nothing' }, thing);
      refused += 1;
      if (shownOf(nothing) !== shownOf(answer)) faults.push(`${told(cell, answer)}; of nothing: ${nothing.text}`);
    }
    expect(faults).toEqual([]);
    expect(prepared.length).toBeGreaterThan(1000);
    expect(await world.digestOfTables()).toEqual(before);
    expect((await world.refusalsNoted()) - noted).toBe(refused);
  });

  it('is refused to every token that is faulty, whatever it asks', async () => {
    const { application, people } = world;
    const tokens = await faultyTokens(application, people.hands[0], people.of('own', 'coordinator'));
    const asked: [string, Thing][] = [];
    for (const { name, about } of world.guarded()) asked.push([name, await world.standingThing(about, 'private')]);
    const before = await world.digestOfTables();
    const faults: string[] = [];
    for (const [name, thing] of asked) {
      for (const [what, [token, code]] of tokens) {
        const answer = await world.ask(name, thing, token);
        if (answer.status !== 401 || codeOf(answer) !== code)
          faults.push(`${name} with a token ${what}: ${answer.status} ${answer.text}`);
      }
    }
    expect(faults).toEqual([]);
    expect(await world.digestOfTables()).toEqual(before);
  });
});
