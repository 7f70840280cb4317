// Every refusal has one form, tells nothing that was sent, and carries the request's id.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApplication, type TestApplication } from '../support/http-application.js';

let service: TestApplication;

beforeAll(async () => {
  service = await startTestApplication();
});

afterAll(async () => {
  await service.stop();
});

describe('problem', () => {
  it('says that a path does not exist', async () => {
    const answer = await service.request('GET', '/v1/nowhere-of-Ada');
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(answer.body).toEqual({
      type: 'urn:whereabouts:problem:not_found',
      title: 'Nothing here that you may see',
      status: 404,
      detail: 'There is no such path.',
      code: 'not_found',
      requestId: answer.headers.get('x-request-id'),
      errors: [],
    });
  });
});
