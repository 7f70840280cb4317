// Every route of the running service: nobody passes without a sign-in, and each role passes only where the policy lets it.

import { Controller, Get, Module, Post } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ACCESS_POLICY } from '../../src/domain/access/access-policy.js';
import { ROLES, type Role } from '../../src/domain/access/actor.js';
import { HttpModule } from '../../src/http/http.module.js';
import { OpenToAll } from '../../src/request/doors.js';
import { WebModule } from '../../src/web/web.module.js';
import {
  startTestApplication,
  type TestAnswer,
  type TestApplication,
  type TestUser,
} from '../support/http-application.js';
import { addressOf, readRouteTree, routesOf, type Route } from './application-routes.js';
import { CONSOLE_PAGES, OPEN_PAGES } from './page-matrix.js';
import { API_ROUTES, OPEN_ROUTES, PARAMETERS } from './route-matrix.js';

/** Some thousand requests; the default is for one. */
jest.setTimeout(240_000);

const API = /^\/(v\d+|health|docs)(\/|$)/;

/** HEAD answers as GET does, and is asked for the same. */
function nameOf({ method, path }: Route): string {
  return `${method === 'HEAD' ? 'GET' : method} ${path === '' ? '/' : path}`;
}

function isListed(route: Route): boolean {
  const name = nameOf(route);
  if (API.test(route.path)) return name in API_ROUTES || name in OPEN_ROUTES;
  if (route.method === 'POST' && /^\/(console|sign-out)(\/|$)/.test(route.path)) return true;
  return name in OPEN_PAGES || name in CONSOLE_PAGES;
}

function isOpen(route: Route): boolean {
  return nameOf(route) in OPEN_ROUTES || nameOf(route) in OPEN_PAGES;
}

function bodyOf(route: Route): object | undefined {
  if (['GET', 'HEAD', 'DELETE'].includes(route.method)) return undefined;
  return API_ROUTES[nameOf(route)]?.body ?? {};
}

function ask(application: TestApplication, route: Route, token?: string): Promise<TestAnswer> {
  const body = bodyOf(route);
  const isPage = !API.test(route.path);
  return application.request(route.method, addressOf(route.path, PARAMETERS), {
    ...(token !== undefined && { token }),
    ...(body !== undefined && { body }),
    ...(isPage && { headers: { accept: 'text/html' } }),
  });
}

function codeOf(answer: TestAnswer): unknown {
  return (answer.body as { code?: unknown } | undefined)?.code;
}

/** What a stranger gets who may not pass: a problem for programs, a page or the way to the sign-in for browsers. */
function isTurnedAway(route: Route, answer: TestAnswer): boolean {
  if (API.test(route.path)) {
    const isProblem = answer.headers.get('content-type')?.startsWith('application/problem+json') === true;
    const told = route.method === 'HEAD' || codeOf(answer) === 'unauthenticated';
    return answer.status === 401 && isProblem && told && answer.headers.has('www-authenticate');
  }
  if (answer.status === 303) return answer.headers.get('location')?.startsWith('/sign-in') === true;
  return answer.status === 401 && answer.headers.get('content-type')?.startsWith('text/html') === true;
}

/** The sweep itself: one line per fault of any route that the application has. */
async function faultsWithoutSignIn(application: TestApplication): Promise<string[]> {
  const faults: string[] = [];
  for (const route of routesOf(application.app)) {
    const name = `${route.method} ${route.path}`;
    if (!isListed(route)) faults.push(`${name} is not in the matrix`);
    if (isOpen(route)) continue;
    const answer = await ask(application, route);
    if (!isTurnedAway(route, answer)) faults.push(`${name} answers ${answer.status} to a stranger`);
  }
  return faults;
}

/** Signs in at the console, and answers its cookie. */
async function sessionOf(application: TestApplication, user: TestUser): Promise<string> {
  const answer = await application.request('POST', '/sign-in', {
    body: new URLSearchParams({ '/username': user.username, '/password': user.password }).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
  });
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
  if (answer.status !== 303 || cookie === '') throw new Error(`signing in answered ${answer.status}`);
  return cookie;
}

describe('the list of routes', () => {
  it('is read from the tree that the router prints', () => {
    const printed = [
      '├── / (GET, HEAD)',
      '├── /v1/persons (POST, GET)',
      '│   └── /:pseudonym (GET)',
      '│       ├── /assignments (POST)',
      '│       │   └── /:username (DELETE)',
      '│       └── /status (GET)',
      '└── /assets/:name (GET)',
    ].join('\n');
    expect(readRouteTree(printed).map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /',
      'HEAD /',
      'POST /v1/persons',
      'GET /v1/persons',
      'GET /v1/persons/:pseudonym',
      'POST /v1/persons/:pseudonym/assignments',
      'DELETE /v1/persons/:pseudonym/assignments/:username',
      'GET /v1/persons/:pseudonym/status',
      'GET /assets/:name',
    ]);
  });
});

describe('every route of the service', () => {
  let application: TestApplication;
  let routes: readonly Route[];
  const tokens = new Map<Role, string>();
  const users = new Map<Role, TestUser>();

  beforeAll(async () => {
    application = await startTestApplication();
    routes = routesOf(application.app);
    const organisation = await application.seedOrganisation();
    for (const role of ROLES) {
      const user = await application.seedUser({ organisation, roles: [role] });
      users.set(role, user);
      tokens.set(role, await user.token());
    }
  });
  afterAll(() => application.stop());

  it('is in the matrix and turns strangers away', async () => {
    expect(routes.length).toBeGreaterThan(60);
    expect(await faultsWithoutSignIn(application)).toEqual([]);
  });

  it('stands in the matrix only while it exists', () => {
    const existing = new Set(routes.map(nameOf));
    const listed = [API_ROUTES, OPEN_ROUTES, CONSOLE_PAGES, OPEN_PAGES].flatMap((table) => Object.keys(table));
    expect(listed.filter((name) => !existing.has(name))).toEqual([]);
  });

  it.each(ROLES)('lets the role %s pass exactly where the policy does', async (role) => {
    const faults: string[] = [];
    // Signing out ends the token, and comes last.
    const guarded = routes.filter((route) => nameOf(route) in API_ROUTES && route.method !== 'HEAD');
    guarded.sort((one, other) => Number(one.path.endsWith('sign-out')) - Number(other.path.endsWith('sign-out')));
    for (const route of guarded) {
      const { asks } = API_ROUTES[nameOf(route)]!;
      const mayPass = asks === 'signed in' || (ACCESS_POLICY[asks] as readonly Role[]).includes(role);
      const answer = await ask(application, route, tokens.get(role));
      const passed = codeOf(answer) !== 'forbidden';
      const wrong = answer.status === 401 || answer.status >= 500 || answer.status === 400;
      if (passed !== mayPass || wrong) faults.push(`${nameOf(route)}: ${answer.status} ${String(codeOf(answer))}`);
    }
    expect(faults).toEqual([]);
  });

  it.each(['Bearer ', 'Bearer x', 'Basic dXNlcjpwYXNzd29yZA==', 'bearer null', 'Bearer a.b.c'])(
    'turns away the header %p',
    async (authorization) => {
      const answer = await application.request('GET', '/v1/persons', { headers: { authorization } });
      expect([answer.status, codeOf(answer)]).toEqual([401, 'unauthenticated']);
    },
  );

  it.each(ROLES)('opens to the role %s exactly the pages that the policy does', async (role) => {
    const headers = { cookie: await sessionOf(application, users.get(role)!), accept: 'text/html' };
    const faults: string[] = [];
    for (const route of routes.filter((one) => nameOf(one) in CONSOLE_PAGES && one.method === 'GET')) {
      const asks = CONSOLE_PAGES[nameOf(route)]!;
      const mayOpen = asks === 'signed in' || (ACCESS_POLICY[asks] as readonly Role[]).includes(role);
      const { status } = await application.request('GET', addressOf(route.path, PARAMETERS), { headers });
      const opened = status !== 403;
      if (opened !== mayOpen || status === 401 || status >= 500) faults.push(`${nameOf(route)}: ${status}`);
    }
    expect(faults).toEqual([]);
  });

  it('takes no session cookie on the API and no access token on a page', async () => {
    const user = await application.seedUser({ roles: ['coordinator'] });
    const cookie = await sessionOf(application, user);
    const withCookie = await application.request('GET', '/v1/persons', { headers: { cookie } });
    expect(withCookie.status).toBe(401);
    const accept = 'text/html';
    const page = await application.request('GET', '/console', { headers: { cookie, accept } });
    expect(page.headers.get('location') ?? '').not.toMatch(/^\/sign-in/);
    const withToken = await application.request('GET', '/console', { token: await user.token(), headers: { accept } });
    expect(withToken.headers.get('location')).toMatch(/^\/sign-in/);
  });
});

@Controller('v1')
class PlantedController {
  @Get('planted-open')
  @OpenToAll()
  open(): string {
    return 'a case';
  }

  @Post('planted-guarded/:pseudonym')
  guarded(): string {
    return 'a case';
  }
}

describe('a planted route', () => {
  it('is found by the same sweep', async () => {
    class PlantedModule {}
    Module({ controllers: [PlantedController] })(PlantedModule);
    const application = await startTestApplication({ doors: [HttpModule, WebModule, PlantedModule] });
    try {
      expect(await faultsWithoutSignIn(application)).toEqual([
        'GET /v1/planted-open is not in the matrix',
        'GET /v1/planted-open answers 200 to a stranger',
        'HEAD /v1/planted-open is not in the matrix',
        'HEAD /v1/planted-open answers 200 to a stranger',
        'POST /v1/planted-guarded/:pseudonym is not in the matrix',
      ]);
    } finally {
      await application.stop();
    }
  });
});
