// No route of the API passes over a parameter that it does not read: each is refused by name, and pages and health pass over them all.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Get, Module, Query } from '@nestjs/common';
import { ROLES } from '../../src/domain/access/actor.js';
import { HttpModule } from '../../src/http/http.module.js';
import { OpenToAll } from '../../src/request/doors.js';
import { WebModule } from '../../src/web/web.module.js';
import { startTestApplication, type TestAnswer, type TestApplication } from '../support/http-application.js';
import { addressOf, routesOf, type Route } from './application-routes.js';
import { API_ROUTES, OPEN_ROUTES, PARAMETERS } from './route-matrix.js';

const REFUSED = { status: 422, code: 'unknown_field' };

@Controller('v1')
@OpenToAll()
class PlantedController {
  @Get('planted-without')
  without(): object {
    return {};
  }

  /** Of a type whose names nobody knows. */
  @Get('planted-unchecked')
  unchecked(@Query() query: Record<string, string>): object {
    return { read: Object.keys(query) };
  }
}

let service: TestApplication;
let token: string;
let routes: readonly Route[];

beforeAll(async () => {
  class PlantedModule {}
  Module({ controllers: [PlantedController] })(PlantedModule);
  service = await startTestApplication({ doors: [HttpModule, WebModule, PlantedModule] });
  token = await (await service.seedUser({ roles: ROLES })).token();
  routes = routesOf(service.app);
});

afterAll(() => service.stop());

/** Asks with a body that is well formed, so that the parameter alone is wrong. */
function ask({ method, path }: Route, query: string, signedIn = true): Promise<TestAnswer> {
  const name = `${method === 'HEAD' ? 'GET' : method} ${path}`;
  const body = ['GET', 'HEAD', 'DELETE'].includes(method) ? undefined : (API_ROUTES[name]?.body ?? {});
  return service.request(method, `${addressOf(path, PARAMETERS)}${query}`, {
    ...(signedIn && !(name in OPEN_ROUTES) && { token }),
    ...(body !== undefined && { body }),
  });
}

interface Told {
  readonly status: number;
  readonly code?: string;
  readonly errors?: readonly { pointer: string; code: string }[];
}

function toldBy(answer: TestAnswer): Told {
  return (answer.body as Told | undefined) ?? { status: answer.status };
}

function get(path: string): Promise<TestAnswer> {
  return service.request('GET', path, { token });
}

describe('a parameter that a route does not read', () => {
  it('is refused by name on every route of the API, whatever its method', async () => {
    const api = routes.filter(({ path }) => path.startsWith('/v1/'));
    expect(api.length).toBeGreaterThan(120);
    const faults: string[] = [];
    for (const route of api) {
      const answer = await ask(route, '?notRead=Canaria');
      const { code, errors } = toldBy(answer);
      const named = errors?.some((fault) => fault.pointer === '/notRead' && fault.code === 'unknown_field') === true;
      const refused = answer.status === 422 && (route.method === 'HEAD' || (named && /_field$/.test(code ?? '')));
      const repeats = answer.text.includes('Canaria');
      if (!refused || repeats) faults.push(`${route.method} ${route.path}: ${answer.status} ${code ?? ''}`);
    }
    expect(faults).toEqual([]);
    expect(service.logged()).not.toContain('Canaria');
  });

  it('is a question of its own only after who asks: a stranger is turned away first', async () => {
    const guarded = routes.filter(({ method, path }) => `${method} ${path}` in API_ROUTES);
    const faults: string[] = [];
    for (const route of guarded) {
      const { status } = await ask(route, '?notRead=1', false);
      if (status !== 401) faults.push(`${route.method} ${route.path}: ${status}`);
    }
    expect(faults).toEqual([]);
  });

  it('stops a write before it does anything', async () => {
    const label = 'Refused Republic';
    const refused = await service.request('POST', '/v1/parties?dryRun=true', { token, body: { label } });
    expect(toldBy(refused)).toMatchObject({ ...REFUSED, errors: [{ pointer: '/dryRun', code: 'unknown_field' }] });
    expect((await get('/v1/parties')).text).not.toContain(label);
    expect((await service.request('POST', '/v1/parties', { token, body: { label } })).status).toBe(201);
  });

  it('is told alike where a route reads other parameters and where it reads none', async () => {
    const { requestId: _, ...without } = toldBy(await get('/v1/organisations?page=2')) as Told & { requestId: string };
    const { requestId: __, ...withOthers } = toldBy(await get('/v1/users?page=2')) as Told & { requestId: string };
    expect(without).toMatchObject({ ...REFUSED, errors: [{ pointer: '/page', code: 'unknown_field' }] });
    expect(without).toEqual(withOthers);
  });

  it.each([
    ['a long name', 'x'.repeat(4000), '/?'],
    ['markup', '%3Cscript%3E', '/?'],
    ['a name of a person', 'Canaria%20Testname', '/?'],
    ['a line break', 'a%0D%0Ab', '/?'],
    ['a path', 'a%2Fb~1c', '/?'],
    ['nothing', '', '/?'],
    ['a method of every object', 'toString', '/toString'],
    ['__proto__', '__proto__', ''],
    ['constructor', 'constructor', ''],
  ])('that is called %s is refused and not repeated', async (_, name, pointer) => {
    for (const path of ['/v1/organisations', '/v1/users', '/v1/releases']) {
      const told = toldBy(await get(`${path}?${name}=1`));
      expect(told).toMatchObject({ ...REFUSED, errors: [{ pointer, code: 'unknown_field' }] });
    }
  });

  it('is refused once for each name, however often it is sent', async () => {
    const told = toldBy(await get('/v1/organisations?a=1&b=2&a=3'));
    expect(told.errors?.map(({ pointer }) => pointer)).toEqual(['/a', '/b']);
  });

  it.each(['?', '?&', '?&&'])('is not there in an address that ends in %p', async (end) => {
    expect((await get(`/v1/organisations${end}`)).status).toBe(200);
    expect((await get(`/v1/users${end}`)).status).toBe(200);
  });

  it('is passed over by health, by the description of the API and by pages', async () => {
    for (const path of ['/health/live', '/health/ready', '/docs', '/docs/openapi.json', '/', '/sign-in'])
      expect([path, (await service.request('GET', `${path}?utm_source=x`)).status]).toEqual([path, 200]);
  });
});

describe('a planted route', () => {
  it.each(['/v1/planted-without', '/v1/planted-unchecked'])('%s is held to the same rule', async (path) => {
    expect((await service.request('GET', path)).status).toBe(200);
    const told = toldBy(await service.request('GET', `${path}?knownAt=2021-01-01T00:00:00Z`));
    expect(told).toMatchObject({ ...REFUSED, errors: [{ pointer: '/knownAt', code: 'unknown_field' }] });
  });
});
