// The two doors: a route without a mark demands a token, a page of the console its cookie, and neither takes the other's.

import { Body, Controller, Get, Module, Post } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../src/domain/access/actor.js';
import { HttpModule } from '../../src/http/http.module.js';
import { actorOf, CurrentActor, OpenToAll, ThroughConsole } from '../../src/request/doors.js';
import { OpenWebSession } from '../../src/usecases/access/open-web-session.js';
import { startTestApplication, type TestApplication, type TestUser } from '../support/http-application.js';
import { codeOf } from '../support/refusal-code.js';

@Controller('doors')
class DoorsController {
  @Get('unmarked')
  unmarked(@CurrentActor() actor: Actor): { via: string } {
    return { via: actor.via };
  }

  @Get('page')
  @ThroughConsole()
  page(@CurrentActor() actor: Actor): { via: string } {
    return { via: actor.via };
  }

  @Post('form')
  @ThroughConsole()
  form(@Body() body: Record<string, string>): unknown {
    return body;
  }

  @Get('open')
  @OpenToAll()
  open(): { via: string } {
    return { via: 'nobody' };
  }

  @Get('broken')
  @OpenToAll()
  broken(): never {
    throw Object.assign(new Error('Canaria Testname'), { parameters: ['Canaria'], statusCode: 200 });
  }
}

@Module({ controllers: [DoorsController] })
class DoorsModule {}

let service: TestApplication;
let user: TestUser;
let token: string;
let cookie: string;

beforeAll(async () => {
  service = await startTestApplication({ doors: [HttpModule, DoorsModule] });
  user = await service.seedUser();
  token = await user.token();
  const session = await service.app.get(OpenWebSession).execute(user, 'request');
  cookie = `whereabouts-session=${session.token}`;
});

afterAll(async () => {
  await service.stop();
});

async function ask(path: string, headers: Record<string, string> = {}): Promise<[number, unknown]> {
  const answer = await service.request('GET', `/doors/${path}`, { headers });
  return [answer.status, (answer.body as { via?: string } | undefined)?.via];
}

describe('a door', () => {
  it('that says nothing takes an access token and no cookie', async () => {
    expect((await ask('unmarked'))[0]).toBe(401);
    expect((await ask('unmarked', { cookie }))[0]).toBe(401);
    expect(await ask('unmarked', { authorization: `Bearer ${token}` })).toEqual([200, 'api']);
  });

  it('of the console takes its cookie and no access token', async () => {
    expect((await ask('page'))[0]).toBe(401);
    expect((await ask('page', { authorization: `Bearer ${token}` }))[0]).toBe(401);
    expect((await ask('page', { cookie: 'whereabouts-session=' + 'a'.repeat(43) }))[0]).toBe(401);
    expect((await ask('page', { cookie: 'whereabouts-session=\u0022x' }))[0]).toBe(401);
    expect(await ask('page', { cookie })).toEqual([200, 'console']);
  });

  it('that is open lets anybody in, with no actor behind them', async () => {
    expect(await ask('open')).toEqual([200, 'nobody']);
    expect(codeOf(() => actorOf({ actor: null } as never))).toBe('unauthenticated');
  });
});

describe('a form', () => {
  function send(body: string): Promise<{ status: number; body: unknown }> {
    const headers = { cookie, 'content-type': 'application/x-www-form-urlencoded' };
    return service.request('POST', '/doors/form', { body, headers });
  }

  it('is read with one value per field', async () => {
    expect(await send('a=1&b=%C3%84+b&__proto__=x')).toMatchObject({ status: 201, body: { a: '1', b: 'Ä b' } });
    expect((await send('a=1&a=2')).status).toBe(400);
    expect((await send('a=%00')).status).toBe(400);
  });
});

describe('a failure of the service', () => {
  it('tells nothing but the request’s id', async () => {
    const answer = await service.request('GET', '/doors/broken');
    expect(answer.status).toBe(500);
    expect(answer.body).toEqual({
      type: 'urn:whereabouts:problem:internal',
      title: 'The registry failed to answer',
      status: 500,
      detail: 'The failure has been noted under the request id. Please name it when you report this.',
      code: 'internal',
      requestId: answer.headers.get('x-request-id'),
      errors: [],
    });
    expect(service.logged()).toContain(answer.headers.get('x-request-id')!);
    expect(service.logged()).not.toContain('Canaria');
  });
});
