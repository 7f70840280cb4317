// A day of work on marked people, through every door that the service has; each step must succeed, or it would hide nothing.

import { servicePrincipal, type OrganisationKind, type Role } from '../../src/domain/access/actor.js';
import { IDENTITY_FIELDS } from '../../src/domain/identity/identity-particulars.js';
import { MatchPersons } from '../../src/usecases/matches/match-persons.js';
import { CANARIES as C } from '../support/canary.js';
import type { TestAnswer, TestApplication, TestUser } from '../support/http-application.js';
import {
  erase,
  examineEvidence,
  exchange,
  findSomebody,
  keepUntil,
  followUp,
  identifyRemains,
  mergeAndSplit,
  nameOrganisation,
  takeBackAnswer,
  type Step,
} from './canary-chapters.js';
import { countAndPublish } from './canary-figures.js';
import { judgeMatch } from './canary-matches.js';
import { withholdFile } from './canary-files.js';
import { askForNames } from './canary-names.js';
import type { Recorder } from './canary-surfaces.js';

const MARKED_IDENTITY = {
  names: [
    { text: `${C.latinGiven} ${C.latinSurname}` },
    { text: C.latinAccented, role: 'alias' },
    { text: `${C.cyrillicSurname} ${C.cyrillicGiven}`, order: 'surname_first' },
    { text: `${C.armenianGiven} ${C.armenianSurname}` },
    { text: C.arabicName },
    { text: C.alias, role: 'alias' },
    { text: `${C.father} ${C.latinSurname}`, role: 'father' },
    { text: C.mother, role: 'mother' },
  ],
  birthDate: C.birthDate,
  unit: `${C.unit}, 3rd company`,
  marks: `A ${C.marks} above the lip.`,
  circumstances: `Taken at the ${C.circumstances}.`,
  nextOfKin: [{ name: C.kin, kinship: 'sister', contact: C.kinContact }],
  notes: `Left a ${C.notes} at home.`,
  sourceContact: { name: C.contactName, phone: C.contactPhone, email: C.contactEmail, address: C.contactAddress },
  photoUrl: C.photo,
};

const PROTECTED = { sharingLevel: 'partners_pseudonymous', legalBasis: 'vital_interests' };
const REASON = 'Telephone call with the family.';

export interface Cast {
  readonly coordinator: TestUser;
  readonly liaison: TestUser;
  readonly custodian: TestUser;
  readonly verifier: TestUser;
  readonly analyst: TestUser;
  readonly auditor: TestUser;
  readonly administrator: TestUser;
  /** Depends on a party: one constant answer. */
  readonly bound: TestUser;
  /** Independent: bands. */
  readonly partner: TestUser;
  /** Of the same organisation: compares what others hold, and decides what its own shows. */
  readonly assessor: TestUser;
}

export interface MarkedWorld {
  readonly cast: Cast;
  readonly tokens: Readonly<Record<keyof Cast, string>>;
  readonly pseudonym: string;
  /** Another record with the same names. */
  readonly namesake: string;
  readonly statementId: string;
  readonly disclosureId: string;
}

async function castOf(application: TestApplication): Promise<Cast> {
  const own = await application.seedOrganisation({ name: 'Vale Tracing Office', kind: 'ngo' });
  const staff = (role: Role): Promise<TestUser> => application.seedUser({ organisation: own, roles: [role] });
  const outsider = async (kind: OrganisationKind, party: string | null): Promise<TestUser> =>
    application.seedUser({ organisation: await application.seedOrganisation({ kind, party }), roles: ['inquirer'] });
  const partner = await outsider('ngo', null);
  return {
    coordinator: await staff('coordinator'),
    liaison: await staff('liaison'),
    custodian: await staff('custodian'),
    verifier: await staff('verifier'),
    analyst: await staff('analyst'),
    auditor: await staff('auditor'),
    administrator: await staff('administrator'),
    bound: await outsider('national_information_bureau', 'Northern Republic'),
    partner,
    assessor: await application.seedUser({ organisation: partner.organisation, roles: ['verifier', 'custodian'] }),
  };
}

/** Walks through the doors of the API and answers what the sweep needs to walk on. */
export class Story {
  private constructor(
    private readonly recorder: Recorder,
    readonly cast: Cast,
    readonly tokens: Readonly<Record<keyof Cast, string>>,
    /** Where no service runs that does it by itself. */
    private readonly matched: () => Promise<unknown> = () => Promise.resolve(),
  ) {}

  static async begin(application: TestApplication, recorder: Recorder): Promise<Story> {
    const matching = application.app.get(MatchPersons);
    return Story.with(recorder, await castOf(application), () => matching.execute(servicePrincipal('job', 'canary')));
  }

  /** With people who have their accounts already. */
  static async with(recorder: Recorder, cast: Cast, matched?: () => Promise<unknown>): Promise<Story> {
    const tokens: [string, string][] = [];
    for (const [name, user] of Object.entries(cast)) tokens.push([name, await (user as TestUser).token()]);
    return new Story(recorder, cast, Object.fromEntries(tokens) as Record<keyof Cast, string>, matched);
  }

  async tell(): Promise<MarkedWorld> {
    const { pseudonym, namesake, statementId } = await this.workOnCase();
    await this.lookForPeople();
    const disclosureId = await this.disclose(pseudonym);
    const step: Step = (...asked) => this.step(...asked);
    await askForNames(step, pseudonym);
    await followUp(step, pseudonym, await this.trace(pseudonym));
    await this.submitList(pseudonym);
    await takeBackAnswer(step, pseudonym);
    await this.matched();
    await judgeMatch(step);
    await mergeAndSplit(step, namesake, pseudonym);
    await exchange(step, pseudonym, namesake);
    await identifyRemains(step, namesake);
    await examineEvidence(step, pseudonym, this.cast.coordinator.organisation.id);
    await withholdFile(step);
    await nameOrganisation(step, this.cast.partner.organisation.id);
    await findSomebody(step, namesake);
    await keepUntil(step, namesake);
    await erase(step);
    await countAndPublish(step);
    return { cast: this.cast, tokens: this.tokens, pseudonym, namesake, statementId, disclosureId };
  }

  private async step(
    who: keyof Cast,
    status: number,
    request: readonly [method: string, route: string, address?: string],
    given: {
      readonly body?: object;
      readonly key?: string;
      readonly ifMatch?: string;
      readonly disclosing?: boolean;
    } = {},
  ): Promise<Record<string, unknown>> {
    const [method, route, address = route] = request;
    const answer: TestAnswer = await this.recorder.ask(method, address, {
      route,
      what: `by ${who}`,
      token: this.tokens[who],
      ...(given.body !== undefined && { body: given.body }),
      headers: {
        ...(given.key !== undefined && { 'idempotency-key': given.key }),
        ...(given.ifMatch !== undefined && { 'if-match': given.ifMatch }),
      },
      disclosing: given.disclosing ?? false,
    });
    if (answer.status !== status) throw new Error(`${method} ${route} by ${who} answered ${answer.text}`);
    return (answer.body ?? {}) as Record<string, unknown>;
  }

  private async workOnCase(): Promise<Pick<MarkedWorld, 'pseudonym' | 'namesake' | 'statementId'>> {
    const registration = { identity: MARKED_IDENTITY, ...PROTECTED, particulars: { sex: 'female' } };
    const register = ['POST', '/v1/persons'] as const;
    const first = await this.step('coordinator', 201, register, { body: registration, key: 'register-1' });
    const again = await this.step('coordinator', 201, register, { body: registration, key: 'register-1' });
    if (first['pseudonym'] !== again['pseudonym']) throw new Error('the same request registered two people');
    const other = await this.step('liaison', 201, register, { body: registration });
    const pseudonym = String(first['pseudonym']);
    const at = (rest: string): [string, string] => [`/v1/persons/:pseudonym${rest}`, `/v1/persons/${pseudonym}${rest}`];
    await this.step('liaison', 200, ['PATCH', ...at('/identity')], {
      body: { notes: `Another ${C.notes}.`, names: MARKED_IDENTITY.names },
      key: 'change-1',
      ifMatch: '*',
    });
    const statement = { kind: 'disappearance', valid: '2021-03', source: 'witness', grade: 'B2' };
    const { id } = await this.step('coordinator', 201, ['POST', ...at('/statements')], { body: statement });
    const better = await this.step(
      'coordinator',
      201,
      ['POST', '/v1/statements/:id/supersession', `/v1/statements/${String(id)}/supersession`],
      { body: { reason: 'The month was wrong.', successor: { ...statement, valid: '2021-04' } } },
    );
    await this.step('coordinator', 201, ['POST', ...at('/assignments')], {
      body: { username: this.cast.coordinator.username },
    });
    for (const rest of ['', '/status', '/statements', '/assignments']) {
      await this.step('coordinator', 200, ['GET', ...at(rest)]);
    }
    await this.step('coordinator', 200, ['GET', '/v1/persons/:pseudonym', `/v1/persons/${pseudonym}?why=true`]);
    await this.step('coordinator', 200, ['GET', '/v1/persons']);
    return { pseudonym, namesake: String(other['pseudonym']), statementId: String(better['successorId']) };
  }

  private async lookForPeople(): Promise<void> {
    const names = [
      `${C.latinGiven} ${C.latinSurname}`,
      `${C.cyrillicGiven} ${C.cyrillicSurname}`,
      `${C.soughtOnly} ${C.kin}`,
    ];
    for (const name of names) {
      await this.step('coordinator', 200, ['POST', '/v1/search'], { body: { name, purpose: 'family_tracing' } });
      const sought = { names: [{ text: name }], birthDate: C.birthDate, sex: 'female' };
      for (const who of ['bound', 'partner', 'coordinator'] as const) {
        const body = { sought, purpose: 'family_tracing' };
        const { id } = await this.step(who, 201, ['POST', '/v1/inquiries'], { body, key: `ask-${name.length}` });
        await this.step(who, 200, ['GET', '/v1/inquiries/:id', `/v1/inquiries/${String(id)}`]);
        await this.step(who, 200, ['GET', '/v1/inquiries']);
      }
    }
  }

  private async disclose(pseudonym: string): Promise<string> {
    const route = '/v1/persons/:pseudonym/disclosures';
    const address = `/v1/persons/${pseudonym}/disclosures`;
    const body = { purpose: 'family_contact', fields: [...IDENTITY_FIELDS], reason: REASON };
    await this.step('liaison', 403, ['POST', route, address], { body });
    await this.step('partner', 403, ['POST', route, address], { body });
    await this.step('coordinator', 422, ['POST', route, address], { body: { ...body, purpose: C.latinGiven } });
    const door = ['POST', route, address] as const;
    const shown = await this.step('coordinator', 201, door, { body, key: 'show-1', disclosing: true });
    await this.step('coordinator', 201, door, { body, key: 'show-1', disclosing: true });
    const id = String(shown['disclosureId']);
    const one = [`${route}/:disclosureId`, `${address}/${id}`] as const;
    await this.step('coordinator', 200, ['GET', ...one], { disclosing: true });
    await this.step('custodian', 200, ['GET', route, address]);
    await this.step('coordinator', 204, ['DELETE', ...one]);
    await this.step('coordinator', 404, ['GET', ...one]);
    return id;
  }

  private async trace(pseudonym: string): Promise<string> {
    const route = '/v1/tracing-requests';
    const body = {
      sought: { pseudonym },
      enquirer: { name: C.enquirer, phone: C.enquirerPhone, address: C.enquirerAddress, email: C.enquirerEmail },
      safeChannel: { channel: 'phone_call', details: `After six; ${C.safeChannel} calls.` },
      kinship: 'sibling',
      receivedOn: '2021-05-30',
      followUpBy: '2021-06-20',
    };
    const { id } = await this.step('coordinator', 201, ['POST', route], { body, key: 'trace-1' });
    await this.step('coordinator', 201, ['POST', route], { body, key: 'trace-1' });
    const registration = { identity: MARKED_IDENTITY, ...PROTECTED };
    await this.step('liaison', 201, ['POST', route], { body: { ...body, sought: { registration } } });
    const at = (rest: string): [string, string] => [`${route}/:id${rest}`, `${route}/${String(id)}${rest}`];
    const asked = { purpose: 'family_contact', fields: ['contact', 'safe_channel'], reason: REASON };
    await this.step('liaison', 403, ['POST', ...at('/disclosures')], { body: asked });
    await this.step('partner', 403, ['POST', ...at('/disclosures')], { body: asked });
    const shown = { body: asked, key: 'show-enquirer', disclosing: true };
    await this.step('coordinator', 201, ['POST', ...at('/disclosures')], shown);
    await this.step('coordinator', 201, ['POST', ...at('/disclosures')], shown);
    const moved = { to: 'open', reason: 'The first interview has been held.' };
    await this.step('coordinator', 201, ['POST', ...at('/transitions')], { body: moved });
    const refused = { ...body, kinship: C.enquirer };
    await this.step('coordinator', 422, ['POST', route], { body: refused });
    for (const rest of ['', '/disclosures']) await this.step('coordinator', 200, ['GET', ...at(rest)]);
    for (const list of [route, '/v1/tasks']) await this.step('coordinator', 200, ['GET', list]);
    return String(id);
  }

  private async submitList(pseudonym: string): Promise<void> {
    const route = '/v1/lists';
    const side = { organisationId: this.cast.coordinator.organisation.id };
    const body = {
      submitter: side,
      recipient: side,
      submittedOn: '2021-02-10',
      lines: [{ text: `${C.listLine}, the younger` }, { pseudonym }],
    };
    const { id } = await this.step('coordinator', 201, ['POST', route], { body, key: 'list-1' });
    await this.step('coordinator', 201, ['POST', route], { body, key: 'list-1' });
    await this.step('coordinator', 422, ['POST', route], { body: { ...body, lines: [{ pseudonym: C.listLine }] } });
    const at = (rest: string): [string, string] => [`${route}/:id${rest}`, `${route}/${String(id)}${rest}`];
    const line = [
      'POST',
      `${route}/:id/lines/:line/disclosures`,
      `${route}/${String(id)}/lines/1/disclosures`,
    ] as const;
    const asked = { purpose: 'identification', reason: REASON };
    await this.step('liaison', 403, line, { body: asked });
    await this.step('coordinator', 201, line, { body: asked, disclosing: true });
    const answered = { line: 1, answer: 'no_information', answeredOn: '2021-03-01', answeredBy: side };
    await this.step('coordinator', 201, ['POST', ...at('/answers')], { body: answered });
    for (const rest of ['', '/export']) await this.step('coordinator', 200, ['GET', ...at(rest)]);
    await this.step('coordinator', 200, ['GET', route]);
  }
}
