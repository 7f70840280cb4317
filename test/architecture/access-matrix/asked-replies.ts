// Inquiries of the own organisation, and those of a bureau that wait for a central agency, which asks the own organisation for its consent.

import type { OrganisationKind } from '../../../src/domain/access/actor.js';
import type { TestApplication } from '../../support/http-application.js';
import { anotherName } from './asked-matches.js';
import type { Level, Thing } from './asked-thing.js';
import type { Asker, AskingPeople } from './asking-people.js';

type Register = (level: Level, name: string) => Promise<Thing>;

export class AskedReplies {
  private others: { readonly bureau: string; readonly agency: string } | null = null;

  constructor(
    private readonly application: TestApplication,
    private readonly people: AskingPeople,
    private readonly register: Register,
  ) {}

  /** Everybody asks for their organisation. */
  async inquiry(_: Level, asker: Asker): Promise<Thing> {
    const isAsking = asker.side === 'own' && ['inquirer', 'liaison', 'coordinator'].includes(asker.role);
    return { id: await this.ask((isAsking ? asker : this.people.hands[0]).token, 'Arvel Tassin') };
  }

  /** Of a bureau that nobody who asks belongs to: the central agency alone works on it. */
  async waitingInquiry(): Promise<Thing> {
    return { id: await this.ask((await this.gathered()).bureau, anotherName()) };
  }

  /** About somebody whom the agency may know of, whichever level is asked for. */
  async askedConsent(): Promise<Thing> {
    const [{ bureau, agency }, name] = [await this.gathered(), anotherName()];
    await this.register('shared', name);
    const id = await this.ask(bureau, name);
    const at = `/v1/inquiries/${id}/replies`;
    const { body } = await this.application.request('GET', at, { token: agency });
    const [candidate] = (body as { readonly candidates: { readonly pseudonym: string }[] }).candidates;
    const reply = { tells: ['record_exists'], person: candidate?.pseudonym ?? '', basis: 'owner_consent' };
    return { id, replyId: await this.made(agency, at, reply) };
  }

  private ask(token: string, name: string): Promise<string> {
    return this.made(token, '/v1/inquiries', { sought: { names: [{ text: name }] }, purpose: 'family_tracing' });
  }

  private async gathered(): Promise<{ readonly bureau: string; readonly agency: string }> {
    this.others ??= {
      bureau: await this.join('national_information_bureau', 'Southern League'),
      agency: await this.join('central_tracing_agency', null),
    };
    return this.others;
  }

  private async join(kind: OrganisationKind, party: string | null): Promise<string> {
    const organisation = await this.application.seedOrganisation({ kind, party });
    return (await this.application.seedUser({ organisation, roles: ['coordinator', 'inquirer'] })).token();
  }

  private async made(token: string, path: string, body: object): Promise<string> {
    const answer = await this.application.request('POST', path, { token, body });
    if (answer.status >= 300) throw new Error(`POST ${path} answered ${answer.text}`);
    return (answer.body as { readonly id: string }).id;
  }
}
