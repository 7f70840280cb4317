// The fuzzer is held against a route for every kind of fault that it is there to find, each planted once.

import { Controller, Get, Module, Param, Post, Res } from '@nestjs/common';
import { ApiOkResponse, ApiProperty } from '@nestjs/swagger';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FastifyReply } from 'fastify';
import { HttpModule } from '../../../src/http/http.module.js';
import { CANARIES as C } from '../../support/canary.js';
import { startTestApplication, type TestApplication } from '../../support/http-application.js';
import { ApiFuzzer } from './api-fuzzer.js';

class PlantedAnswer {
  @ApiProperty() id!: string;
}

const PSEUDONYM = 'WB-7K3QM-B0XWN-4HT8R-ZC2VY-Y';

@Controller('v1/planted')
class PlantedController {
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

/** What is found in one answer, without the request that it is told with. */
async function found(method: string, path: string, who = 'liaison'): Promise<string[]> {
  const before = fuzzer.faults.length;
  const caller = fuzzer.callers.named(who);
  const operation = fuzzer.operations.find((one) => one.name === `${method} /v1/planted/${path}`)!;
  const headers: [string, string][] = [['authorization', (await caller.authorization()) ?? '']];
  const address = operation.path.replace(':pseudonym', PSEUDONYM);
  const wire = { method, address, headers, body: null };
  await fuzzer.send({ operation, caller, values: {}, isWellFormed: true, wire });
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
    expect(await found('GET', 'well/:pseudonym', 'bureau')).toEqual(['a pseudonym of another organisation']);
  });

  it('is told with what was sent, and leaves its operation among those never reached', () => {
    const told = fuzzer.faults.find((fault) => fault.includes('/v1/planted/failure'))!;
    expect(told).toContain('by liaison\n  GET "/v1/planted/failure"\n  authorization: Bearer ');
    expect(told).toContain('"code":"internal"');
    const planted = fuzzer.neverReached().filter((name) => name.includes('/v1/planted/') && !name.startsWith('HEAD'));
    expect(planted).toEqual(['GET /v1/planted/failure', 'GET /v1/planted/refusal']);
  });
});
