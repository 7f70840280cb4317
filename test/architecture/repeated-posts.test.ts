// Every POST of the API reads an Idempotency-Key, save those that are listed here, each with the reason.

import { Controller, Module, Post } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ROLES } from '../../src/domain/access/actor.js';
import { describeApi } from '../../src/http/api-documentation.js';
import { HttpModule } from '../../src/http/http.module.js';
import { startTestApplication, type TestApplication } from '../support/http-application.js';
import { addressOf, routesOf } from './application-routes.js';
import { API_ROUTES, PARAMETERS } from './route-matrix.js';

const SIGNS_IN = 'nobody is signed in whose key it could be, and its answer holds secrets';
const READS = 'it changes nothing; what is counted and noted of it is each asking';

/** What is kept under a key is the answer, in the database. */
const WITHOUT_KEY: Readonly<Record<string, string>> = {
  'POST /v1/auth/token': SIGNS_IN,
  'POST /v1/auth/refresh': SIGNS_IN,
  'POST /v1/auth/password': SIGNS_IN,
  'POST /v1/set-up': SIGNS_IN,
  'POST /v1/auth/sign-out': 'done twice it is as done once',
  'POST /v1/auth/second-factor': 'its answer holds a secret that is shown once, in place of which another is made',
  'POST /v1/auth/second-factor/confirm':
    'its answer holds secrets that are shown once; a repeated request finds its sign-in ended',
  'POST /v1/auth/second-factor/remove': 'done twice it is as done once: the second one finds its sign-in ended',
  'POST /v1/auth/sessions/end': 'done twice it is as done once: the second one finds it ended',
  'POST /v1/users': 'its answer holds a link for one use; a repeated request is told that the username is taken',
  'POST /v1/users/:id/password-link': 'its answer holds a link for one use, in place of which another is made',
  'POST /v1/search': READS,
  'POST /v1/lists/:id/suggestions': READS,
};

@Controller('v1/planted')
class PlantedController {
  @Post()
  keyless(): object {
    return {};
  }
}

let service: TestApplication;
let token: string;

beforeAll(async () => {
  class PlantedModule {}
  Module({ controllers: [PlantedController] })(PlantedModule);
  service = await startTestApplication({ doors: [HttpModule, PlantedModule] });
  token = await (await service.seedUser({ roles: ROLES })).token();
});
afterAll(() => service.stop());

function posts(): readonly string[] {
  return routesOf(service.app)
    .filter(({ method, path }) => method === 'POST' && path.startsWith('/v1/'))
    .map(({ path }) => path);
}

/** Whether a key that is none is refused; the body is well formed, so that the key alone is wrong. */
async function readsKey(path: string): Promise<boolean> {
  const body = API_ROUTES[`POST ${path}`]?.body ?? {};
  const headers = { 'idempotency-key': 'x'.repeat(256) };
  const { text } = await service.request('POST', addressOf(path, PARAMETERS), { token, body, headers });
  return text.includes('invalid_idempotency_key');
}

/** Of the routes whose description says that they take one. */
function described(): readonly string[] {
  return Object.entries(describeApi(service.app).paths)
    .filter(([, item]) =>
      item.post?.parameters?.some((parameter) => 'name' in parameter && parameter.name === 'Idempotency-Key'),
    )
    .map(([path]) => path.replaceAll(/\{(\w+)\}/g, ':$1'));
}

describe('a POST of the API', () => {
  it('reads an Idempotency-Key, or is listed with the reason why not', async () => {
    const paths = posts().filter((path) => !(`POST ${path}` in WITHOUT_KEY));
    expect(paths.length).toBeGreaterThan(60);
    const passing: string[] = [];
    for (const path of paths) if (!(await readsKey(path))) passing.push(path);
    expect(passing).toEqual(['/v1/planted']);
  });

  it('stands in the list only while it exists and reads none', async () => {
    const paths = posts();
    const listed = Object.keys(WITHOUT_KEY).map((name) => name.replace('POST ', ''));
    expect(listed.filter((path) => !paths.includes(path))).toEqual([]);
    const reading: string[] = [];
    for (const path of listed) if (await readsKey(path)) reading.push(path);
    expect(reading).toEqual([]);
  });

  it('says in its description that it takes one, where it does', () => {
    const without = Object.keys(WITHOUT_KEY).map((name) => name.replace('POST ', ''));
    const taking = posts().filter((path) => !without.includes(path) && path !== '/v1/planted');
    expect([...described()].sort()).toEqual([...taking].sort());
  });
});
