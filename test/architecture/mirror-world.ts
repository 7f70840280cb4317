// A small world of two parties, entered through the API, and everything that the API then says about it.

import { servicePrincipal, type Role } from '../../src/domain/access/actor.js';
import { assessFilm } from './mirror-evidence.js';
import { submitLists } from './mirror-lists.js';
import { by, PEOPLE, said, type Given } from './mirror-people.js';
import { identifyRemains, mergeRecords, type Clerk } from './mirror-remains.js';
import { startTestApplication, type TestApplication, type TestUser } from '../support/http-application.js';
import { FIGURE_READS, figuresOfBoth } from './mirror-figures.js';

/** One party as this world knows it; key and label can be dealt out in any way. */
interface MirrorParty {
  readonly key: string;
  readonly label: string;
}

export interface MirrorParties {
  readonly first: MirrorParty;
  readonly second: MirrorParty;
}

const NAMES: Readonly<Record<string, string>> = { 'M-1': 'Arvel Tassin', 'M-2': 'Joren Belmar', 'M-3': 'Mira Ostrand' };
/** Whom the bureaus of both parties may know of; the others they may not, since a holder must not learn whom it holds. */
const NAMED_TO_BOTH = new Set(['M-1', 'M-3']);
const EVERY_DIMENSION = ['', 'side', 'holder', 'side,holder', 'sex,state,month,category,side,holder'];

export interface MirrorAnswers {
  /** Question → the body of the answer, with ids replaced by what they stand for. */
  readonly answers: Readonly<Record<string, unknown>>;
}

class MirrorWorld {
  /** What a text stands for, such as a pseudonym or an id; longest first when it is replaced. */
  private readonly meaning = new Map<string, string>();
  private readonly pseudonyms = new Map<string, string>();
  private readonly answers: Record<string, unknown> = {};

  constructor(
    private readonly application: TestApplication,
    private readonly parties: MirrorParties,
  ) {}

  async enter(): Promise<MirrorAnswers> {
    const { first, second } = this.parties;
    for (const [name, party] of Object.entries({ first, second })) {
      this.meaning.set(party.key, `«key of the ${name}»`);
      this.meaning.set(party.label, `«label of the ${name}»`);
    }
    await this.foundParties();
    const office = await this.application.seedOrganisation({ name: 'Lantern Office', kind: 'national_society' });
    const worker = async (name: string, roles: readonly Role[]): Promise<string> =>
      this.staff(name, await this.application.seedUser({ organisation: office, roles }));
    const coordinator = await worker('coordinator', ['coordinator']);
    const analyst = await worker('analyst', ['analyst', 'auditor']);
    const custodian = await worker('custodian', ['custodian']);
    const verifier = await worker('verifier', ['verifier']);
    const { tokens: bound, bureaus } = await this.boundWorkers();
    await this.post(coordinator, '/v1/places', { code: 'demo:10', name: 'Upper Vale' });
    for (const reference of Object.keys(PEOPLE)) await this.registerPerson(coordinator, reference, bureaus);
    await this.answerBack(bound);
    const clerk: Clerk = {
      post: (address, body) => this.post(coordinator, address, body),
      postAsSecond: (address, body) => this.post(verifier, address, body),
      get: (address, when) =>
        this.get(when === undefined ? 'coordinator' : `coordinator, ${when}`, coordinator, address),
      means: (id, meaning) => this.meaning.set(id, meaning),
    };
    await submitLists(this.parties, this.pseudonyms, clerk);
    await mergeRecords(this.parties, clerk, this.named('M-2', 'M-4'));
    await identifyRemains(this.parties, clerk, this.named('M-5', 'M-6'));
    await assessFilm(
      { bureaus, pseudonym: this.pseudonyms.get('M-6') ?? '', tokens: { coordinator, ...bound } },
      { post: this.post.bind(this), get: this.get.bind(this), means: this.meaning.set.bind(this.meaning) },
    );
    await this.release(analyst, [custodian, verifier]);
    await this.inquire({ ...bound, independent: coordinator });
    await this.publishFigures(coordinator, analyst);
    await this.readAll({ coordinator, ...bound }, analyst);
    return { answers: this.answers };
  }

  private named(...references: string[]): string[] {
    return references.map((reference) => this.pseudonyms.get(reference) ?? '');
  }

  private async foundParties(): Promise<void> {
    const { database, entropy } = this.application.platform;
    const principal = servicePrincipal('operator', entropy.shownId());
    await database.transaction(principal, async ({ organisations }) => {
      for (const { key, label } of [this.parties.first, this.parties.second]) {
        await organisations.addParty({ id: entropy.shownId(), partyKey: key, label }, entropy.now());
      }
    });
  }

  private async staff(name: string, user: TestUser): Promise<string> {
    this.meaning.set(user.id, `«user ${name}»`);
    this.meaning.set(user.username, `«username ${name}»`);
    this.meaning.set(user.organisation.id, `«organisation of ${name}»`);
    return user.token();
  }

  /** One worker of an organisation that depends on each party. */
  private async boundWorkers(): Promise<{ tokens: Record<string, string>; bureaus: string[] }> {
    const tokens: Record<string, string> = {};
    const bureaus: string[] = [];
    for (const side of ['first', 'second'] as const) {
      const organisation = await this.application.seedOrganisation({
        name: `Bureau of the ${side}`,
        kind: 'national_information_bureau',
        party: this.parties[side].label,
      });
      const user = await this.application.seedUser({ organisation, roles: ['liaison', 'inquirer', 'verifier'] });
      bureaus.push(organisation.id);
      tokens[`bound to the ${side}`] = await this.staff(`bound to the ${side}`, user);
    }
    return { tokens, bureaus };
  }

  private async post(token: string, address: string, body?: Given): Promise<Record<string, unknown>> {
    this.application.clock.advance(1_000);
    const headers = { 'if-match': '*' };
    const answer = await this.application.request('POST', address, {
      token,
      headers,
      ...(body !== undefined && { body }),
    });
    if (answer.status >= 300) throw new Error(`POST ${address}: ${answer.text}`);
    return answer.body as Record<string, unknown>;
  }

  private async registerPerson(token: string, reference: string, bureaus: readonly string[]): Promise<void> {
    const { first, second } = this.parties;
    const name = NAMES[reference];
    const { pseudonym, statements } = await this.post(token, '/v1/persons', {
      reference,
      ...(NAMED_TO_BOTH.has(reference)
        ? { sharingLevel: 'named_organisations', namedOrganisations: bureaus }
        : { sharingLevel: 'partners_pseudonymous' }),
      legalBasis: 'public_interest',
      particulars: { sex: 'male', birth: { date: '1999' } },
      ...(name !== undefined && { identity: { names: [{ text: name }], birthDate: '1999-03-04' } }),
    });
    this.pseudonyms.set(reference, String(pseudonym));
    this.meaning.set(String(pseudonym), `«${reference}»`);
    (statements as string[]).forEach((id, at) => this.meaning.set(id, `«own ${at} of ${reference}»`));
    for (const [at, statement] of PEOPLE[reference]!(first.key, second.key).entries()) {
      const { id } = await this.post(token, `/v1/persons/${String(pseudonym)}/statements`, statement);
      this.meaning.set(String(id), `«statement ${at} of ${reference}»`);
    }
  }

  /** Each bureau says something of the same person: what a bound organisation says counts alike for both. */
  private async answerBack(bound: Readonly<Record<string, string>>): Promise<void> {
    for (const [who, token] of Object.entries(bound)) {
      const { body } = await this.application.request('GET', '/v1/persons?limit=200', { token });
      const { records } = body as { records: { pseudonym: string; status: string }[] };
      if (records.length !== NAMED_TO_BOTH.size) throw new Error(`the one ${who} knows of ${records.length}`);
      records.forEach(({ pseudonym }) => this.meaning.set(pseudonym, `«somebody, to the one ${who}»`));
      const side = who.endsWith('first') ? this.parties.first : this.parties.second;
      for (const { pseudonym } of records) {
        const statement = by('denial', '2021-03', { party: side.key, aboutThisPerson: false }, said);
        const { id } = await this.post(token, `/v1/persons/${pseudonym}/statements`, statement);
        this.meaning.set(String(id), `«denial by the one ${who}»`);
      }
    }
  }

  private async publishFigures(coordinator: string, analyst: string): Promise<void> {
    await this.post(coordinator, '/v1/published-figures/file', figuresOfBoth(this.parties));
    for (const rest of FIGURE_READS) await this.get('analyst', analyst, `/v1/published-figures${rest}`);
    await this.get('coordinator', coordinator, '/v1/published-figures');
  }

  private async release(analyst: string, signers: readonly string[]): Promise<void> {
    const { number } = await this.post(analyst, '/v1/releases');
    for (const signer of signers) await this.post(signer, `/v1/releases/${String(number)}/signatures`);
    await this.post(analyst, `/v1/releases/${String(number)}/publication`);
  }

  private async inquire(askers: Readonly<Record<string, string>>): Promise<void> {
    for (const [who, token] of Object.entries(askers)) {
      for (const name of [...Object.values(NAMES), 'Nobody Hereabouts']) {
        const sought = { names: [{ text: name }], birthDate: '1999-03-04' };
        const answer = await this.post(token, '/v1/inquiries', { sought, purpose: 'family_tracing' });
        this.meaning.set(String(answer['id']), '«inquiry»');
        this.keep(`inquiry of the ${who} for ${name}`, answer);
      }
    }
  }

  private async readAll(readers: Readonly<Record<string, string>>, analyst: string): Promise<void> {
    for (const [who, token] of Object.entries(readers)) {
      await this.get(who, token, '/v1/persons?limit=200');
      await this.get(who, token, '/v1/inquiries');
      await this.get(who, token, '/v1/parties');
    }
    for (const [reference, pseudonym] of this.pseudonyms) {
      for (const rest of ['?why=true', '/status?why=true', '/statements', '?why=true&validAt=2020-11-30']) {
        await this.get(`coordinator on ${reference}`, readers['coordinator']!, `/v1/persons/${pseudonym}${rest}`);
      }
    }
    for (const dimensions of EVERY_DIMENSION) {
      const query = dimensions === '' ? '' : `?by=${dimensions}`;
      await this.get('analyst', analyst, `/v1/statistics/whereabouts-status${query}`);
    }
    for (const query of ['flow?from=2020-12-31&to=2021-05-31&by=side,holder', 'cohort?lost=2021&by=side'])
      await this.get('analyst', analyst, `/v1/statistics/whereabouts-status/${query}`);
    await this.readRelease();
    await this.get('auditor', analyst, '/v1/audit/entries?limit=200');
  }

  /** Counts are rounded under a secret of each service's own, so that only what is told of them can be compared. */
  private async readRelease(): Promise<void> {
    const { body } = await this.application.request('GET', '/v1/releases/latest');
    const release = body as { readonly tables: readonly { readonly dimensions: unknown }[] };
    this.keep('anybody: the latest release', {
      ...release,
      tables: release.tables.map(({ dimensions }) => dimensions),
    });
  }

  private async get(who: string, token: string, address: string): Promise<void> {
    const answer = await this.application.request('GET', address, { token });
    if (answer.status !== 200) throw new Error(`GET ${address}: ${answer.text}`);
    this.keep(`${who}: GET ${address}`, answer.body);
  }

  private keep(question: string, body: unknown): void {
    this.answers[this.understood(question)] = JSON.parse(this.understood(JSON.stringify(body)));
  }

  /**
   * Ids that stand for nothing known here, such as those of requests, are all alike; so are digests of releases, whose numbers are rounded under a
   * secret of each service's own.
   */
  private understood(text: string): string {
    let read = text;
    for (const [id, meaning] of this.meaning) read = read.replaceAll(id, meaning);
    return read
      .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '«id»')
      .replaceAll(/(?<="documentSha256":")[0-9a-f]{64}(?=")/g, '«digest»')
      .replaceAll(/WB(-[0-9A-Z]{5}){4}-[0-9A-Z]/g, '«pseudonym»');
  }
}

/** Enters the world into a database of its own, and answers all that it says. */
export async function mirrorAnswers(parties: MirrorParties): Promise<MirrorAnswers> {
  const application = await startTestApplication();
  try {
    return await new MirrorWorld(application, parties).enter();
  } finally {
    await application.stop();
  }
}
