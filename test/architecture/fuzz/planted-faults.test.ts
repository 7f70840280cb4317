// The fuzzer is held against a route for every kind of fault that it is there to find, each planted once.

import { Body, Controller, Get, HttpCode, Module, Param, Post, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiProperty } from '@nestjs/swagger';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { HttpModule } from '../../../src/http/http.module.js';
import { Log } from '../../../src/request/log.js';
import { CANARIES as C } from '../../support/canary.js';
import { startTestApplication, type TestApplication } from '../../support/http-application.js';
import { ApiFuzzer } from './api-fuzzer.js';

class PlantedAnswer {
  @ApiProperty() id!: string;
}

const PSEUDONYM = 'WB-7K3QM-B0XWN-4HT8R-ZC2VY-Y';

/** As read by nobody: an interface, which no validation asks for. */
interface PlantedBody {
  readonly id?: unknown;
}

@Controller('v1/planted')
class PlantedController {
  constructor(private readonly log: Log) {}

  @Get('failure')
  @ApiOkResponse({ type: PlantedAnswer })
  failure(): never {
    throw new Error('planted');
  }

  @Get('form')
  @ApiOkResponse({ type: PlantedAnswer })
  form(): object {
    return { id: 1, note: 'not reviewed' };
  }

  @Post('status')
  @ApiOkResponse({ type: PlantedAnswer })
  status(): PlantedAnswer {
    return { id: 'answered with 201' };
  }

  @Get('name')
  @ApiOkResponse({ type: PlantedAnswer })
  name(): PlantedAnswer {
    return { id: Buffer.from(`so ${C.latinGiven}`).toString('base64') };
  }

  @Get('name-in-header')
  @ApiOkResponse({ type: PlantedAnswer })
  nameInHeader(@Res({ passthrough: true }) reply: FastifyReply): PlantedAnswer {
    void reply.header('x-note', C.alias);
    return { id: 'fine' };
  }

  @Get('cached')
  @ApiOkResponse({ type: PlantedAnswer })
  cached(@Res({ passthrough: true }) reply: FastifyReply): PlantedAnswer {
    void reply.header('cache-control', 'public, max-age=60');
    return { id: 'fine' };
  }

  @Get('refusal')
  @ApiOkResponse({ type: PlantedAnswer })
  refusal(@Res({ passthrough: true }) reply: FastifyReply): PlantedAnswer {
    void reply.status(409);
    return { id: 'no problem document' };
  }

  /** Stumbles over what is no text, and lets the connection fall. */
  @Post('dropped')
  @HttpCode(200)
  @ApiOkResponse({ type: PlantedAnswer })
  dropped(@Body() { id }: PlantedBody, @Req() request: FastifyRequest): PlantedAnswer {
    if (typeof id !== 'string') request.raw.socket.destroy();
    return { id: 'fine' };
  }

  @Post('logged')
  @HttpCode(200)
  @ApiOkResponse({ type: PlantedAnswer })
  logged(@Body() { id }: PlantedBody): PlantedAnswer {
    this.log.lines.warn({ note: Buffer.from(`sent ${String(id)}`).toString('base64') }, 'planted');
    return { id: 'fine' };
  }

  @Get('well/:pseudonym')
  @ApiOkResponse({ type: PlantedAnswer })
  well(@Param('pseudonym') id: string): PlantedAnswer {
    return { id };
  }
}

let application: TestApplication;
let fuzzer: ApiFuzzer;

beforeAll(async () => {
  class PlantedModule {}
  Module({ controllers: [PlantedController] })(PlantedModule);
  application = await startTestApplication({ doors: [HttpModule, PlantedModule] });
  fuzzer = await ApiFuzzer.open(application);
});
afterAll(() => application.stop());

interface Sent {
  readonly who?: string;
  /** What is sent with a body, or with further headers, is not in the documented form. */
  readonly body?: string;
  readonly headers?: readonly (readonly [string, string])[];
}

/** What is found in one answer, without the request that it is told with. */
async function found(
  method: string,
  path: string,
  { who = 'liaison', body, headers = [] }: Sent = {},
): Promise<string[]> {
  const before = fuzzer.faults.length;
  const caller = fuzzer.callers.named(who);
  const operation = fuzzer.operations.find((one) => one.name === `${method} /v1/planted/${path}`)!;
  const sent: (readonly [string, string])[] = [['authorization', (await caller.authorization()) ?? ''], ...headers];
  if (body !== undefined) sent.push(['content-type', 'application/json']);
  const address = operation.path.replace(':pseudonym', PSEUDONYM);
  const wire = { method, address, headers: sent, body: body === undefined ? null : Buffer.from(body) };
  const isWellFormed = body === undefined && headers.length === 0;
  await fuzzer.send({ operation, caller, values: {}, isWellFormed, wire });
  return fuzzer.faults.slice(before).map((fault) => fault.split('\n', 1)[0]!.replace(/^.*?: /, ''));
}

describe('a planted fault', () => {
  it.each([
    ['GET', 'failure', /^a failure of the service: 500$/],
    ['GET', 'form', /must NOT have additional properties: note; \/id must be string$/],
    ['POST', 'status', /^the status 201 is not documented$/],
    ['GET', 'name', /^a name comes out: latinGiven as base64/],
    ['GET', 'name-in-header', /^a name comes out: alias as text/],
    ['GET', 'cached', /^cache-control: public, max-age=60$/],
    ['GET', 'refusal', /^a refusal of the content type "application\/json/],
  ])('is found in %s %s', async (method, path, fault) => {
    const faults = await found(method, path);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(fault);
  });

  it('is none in an answer as it should be, and two organisations told one pseudonym are one', async () => {
    expect(await found('GET', 'well/:pseudonym')).toEqual([]);
    expect(await found('GET', 'well/:pseudonym', { who: 'bureau' })).toEqual(['a pseudonym of another organisation']);
  });

  it('is found in a connection that a handler drops, also over what is hostile', async () => {
    expect(await found('POST', 'dropped', { body: '{"id":"a text"}' })).toEqual([]);
    const dropped = ['the connection was closed without an answer'];
    expect(await found('POST', 'dropped', { body: '{"id":[null]}' })).toEqual(dropped);
  });

  it('is none in a connection that is closed over what Node reads as no request', async () => {
    const server = application.app.getHttpServer();
    const answering = server.listeners('clientError') as ((...given: unknown[]) => void)[];
    let dropped = 0;
    server.removeAllListeners('clientError').on('clientError', (_, socket) => {
      dropped += 1;
      socket.destroy();
    });
    for (const broken of [
      ['broken header', 'x'],
      ['content-length', '-1'],
      ['x-long', 'x'.repeat(20_000)],
    ] as const)
      expect(await found('GET', 'well/:pseudonym', { headers: [broken] })).toEqual([]);
    server.removeAllListeners('clientError');
    for (const one of answering) server.on('clientError', one);
    expect(dropped).toBe(3);
  });

  it('is found in a line of the log, in whatever form a name was written', async () => {
    expect(fuzzer.leaksInLog()).toEqual([]);
    expect(await found('POST', 'logged', { body: JSON.stringify({ id: C.cyrillicSurname }) })).toEqual([]);
    const [leak, ...others] = fuzzer.leaksInLog();
    expect(leak).toMatch(/^cyrillicSurname as base64 in the log: \{"level":40,.*"msg":"planted"\}$/);
    expect(others.filter((one) => !one.startsWith('cyrillicSurname as base64'))).toEqual([]);
  });

  it('is told with what was sent, and leaves its operation among those never reached', () => {
    const told = fuzzer.faults.find((fault) => fault.includes('/v1/planted/failure'))!;
    expect(told).toContain('by liaison\n  GET "/v1/planted/failure"\n  authorization: Bearer ');
    expect(told).toContain('"code":"internal"');
    const planted = fuzzer.neverReached().filter((name) => name.includes('/v1/planted/') && !name.startsWith('HEAD'));
    expect(planted).toEqual(['GET /v1/planted/failure', 'GET /v1/planted/refusal']);
  });
});
