// The mirror held up to a crowd: a random world of all kinds, told to services that know the two parties by exchanged keys and labels.

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { STATEMENT_KINDS } from '../../src/domain/records/statement-kinds.js';
import { WHEREABOUTS_STATUSES } from '../../src/domain/records/whereabouts-status.js';
import { CountMeasure } from '../../src/usecases/statistics/count-measure.js';
import type { TestApplication } from '../support/http-application.js';
import { runCount } from '../support/run-count.js';
import type { CrowdClerk } from '../support/crowd/crowd-clerk.js';
import { CrowdQuestions, NEVER_ANSWERED } from './mirror/crowd-questions.js';
import { tellStory } from './mirror/crowd-story.js';
import { DEALINGS, MirroredServices } from '../support/crowd/mirrored-services.js';
import { API_ROUTES } from './route-matrix.js';

/** By fewer not every route is carried out, which the first test below would say. */
const CROWD = runCount(60, 500);
const REACH = {
  ofOffice: runCount(1, 3),
  everyOfOffice: runCount(2, 1),
  seconds: runCount(1, 10),
  everyAddress: runCount(16, 1),
  everyFilter: runCount(16, 4),
};
/** For the worlds of the controls. */
const FEW = runCount(4, 8);
/** The story of a deep run is some ten thousand requests to each of the services. */
jest.setTimeout(1_800_000);

/** What the story leaves out, each with the reason: none of it is about a person or between parties. */
const NOT_IN_STORY: Readonly<Record<string, string>> = {
  'POST /v1/auth/sign-out': 'ends a token',
  'POST /v1/auth/second-factor': 'is about one’s own account',
  'POST /v1/auth/second-factor/confirm': 'is about one’s own account',
  'POST /v1/auth/second-factor/remove': 'is about one’s own account',
  'POST /v1/auth/sessions/end': 'is about one’s own account',
  'DELETE /v1/users/:id/second-factor': 'the cast is gathered beforehand',
  'POST /v1/parties': 'the two are founded with the services',
  'POST /v1/organisations': 'the cast is gathered beforehand',
  'POST /v1/users': 'the cast is gathered beforehand',
  'PATCH /v1/users/:id': 'the cast is gathered beforehand',
  'POST /v1/users/:id/password-link': 'the cast is gathered beforehand',
};

function neverCarriedOut({ carriedOut }: CrowdClerk): string[] {
  const did = carriedOut.map(({ method, address }) => `${method} ${address}`);
  return Object.keys(API_ROUTES).filter((route) => {
    const form = new RegExp(`^${route.replaceAll(/:\w+/g, '[^/]+')}$`);
    return !route.startsWith('GET ') && !did.some((one) => form.test(one));
  });
}

describe(`a random world of ${CROWD} persons and all kinds`, () => {
  let services: MirroredServices;
  let clerk: CrowdClerk;
  let questions: CrowdQuestions;
  beforeAll(async () => {
    services = await MirroredServices.open(DEALINGS);
    clerk = await tellStory(services, CROWD);
    questions = new CrowdQuestions(clerk, REACH);
    await questions.askAll();
  });
  afterAll(() => services.stop());

  it('has in it whatever can be written down', () => {
    expect(neverCarriedOut(clerk).sort()).toEqual(Object.keys(NOT_IN_STORY).sort());
    expect(STATEMENT_KINDS.filter((kind) => !clerk.kinds.has(kind))).toEqual([]);
    expect(WHEREABOUTS_STATUSES.filter((status) => !clerk.statuses.has(status))).toEqual([]);
  });

  it('is asked at every address that can be read', () => {
    expect(questions.unlisted).toEqual([]);
    expect(questions.neverAnswered().sort()).toEqual(Object.keys(NEVER_ANSWERED).sort());
  });

  it('answers the exchanged image to everybody, to the byte', () => {
    expect(services.differences.join('\n\n')).toBe('');
    expect([...services.reordered]).toEqual([]);
  });
});

describe('the mirror', () => {
  /** What one office sees of a small world in which something is planted. */
  async function differencesOf(
    plant: (application: TestApplication) => void,
    alter: Parameters<MirroredServices['alter']>[0] = (_dealing, _method, _address, body) => body,
  ): Promise<string> {
    const services = await MirroredServices.open([DEALINGS[0], DEALINGS[1]!], plant);
    try {
      services.alter(alter);
      const clerk = await tellStory(services, FEW);
      // Every filter, so that what is planted is met whatever turn the questions have come to.
      const reach = { ...REACH, everyOfOffice: 1, everyAddress: 1, everyFilter: 1 };
      await new CrowdQuestions(clerk, reach).askOffice(clerk.cast.offices[0]!);
      return services.differences.join('\n\n');
    } finally {
      await services.stop();
    }
  }

  it('shows one statement that was altered on its way', async () => {
    let left = 3;
    const found = await differencesOf(
      () => undefined,
      ({ name }, _method, address, body) => {
        if (name === 'as dealt' || !address.endsWith('/statements') || !body.includes('"grade":"B2"')) return body;
        left -= 1;
        return left === 0 ? body.replace('"grade":"B2"', '"grade":"C2"') : body;
      },
    );
    expect(found).toMatch(/"grade\\*":\\*"B2[^]*"grade\\*":\\*"C2/);
  });

  it('shows a rule that treats one label unlike the other', async () => {
    const found = await differencesOf(({ app }) => {
      const counting = app.get(CountMeasure);
      const count = counting.execute.bind(counting);
      counting.execute = async (...asked) => {
        const table = await count(...asked);
        return { ...table, cells: table.cells.filter(({ key }) => !key['holder']?.startsWith('Juniper')) };
      };
    });
    expect(found).toMatch(/\/v1\/statistics\/(whereabouts-status|flag|time-in-custody|time-to-return)/);
  });
});
