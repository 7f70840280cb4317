// A bureau of a party that asks, a central agency of three that replies, and an office that registered whom the bureau asks after.

import type { Actor } from '../../../src/domain/access/actor.js';
import type { GivenReply } from '../../../src/domain/matching/inquiry-reply.js';
import type { GivenWill } from '../../../src/domain/news/person-will.js';
import type { Party } from '../../../src/domain/organisations/organisation.js';
import type { GivenRegistration } from '../../../src/domain/records/registration.js';
import { AnswerReplyConsent } from '../../../src/usecases/inquiries/answer-reply-consent.js';
import { DecideReply } from '../../../src/usecases/inquiries/decide-reply.js';
import { ListNewReplies } from '../../../src/usecases/inquiries/list-new-replies.js';
import { ListReplyConsents } from '../../../src/usecases/inquiries/list-reply-consents.js';
import { MakeInquiry } from '../../../src/usecases/inquiries/make-inquiry.js';
import { PrepareReply, type ReplyPrepared } from '../../../src/usecases/inquiries/prepare-reply.js';
import { ReadInquiry, type ReadInquiryAnswer } from '../../../src/usecases/inquiries/read-inquiry.js';
import { ReadReplies } from '../../../src/usecases/inquiries/read-replies.js';
import { RecordWill } from '../../../src/usecases/news/record-will.js';
import { keyOf, openCaseWorld, PLENTY, statement, type CaseWorld } from '../case-world.js';

const BORN = '1991-04-03';
export const CAPTURED = statement({ kind: 'capture', valid: '2021-03-02' });

/** Whom a bureau asks after, and the pseudonyms by which the office and the agency know them. */
export interface Sought {
  readonly inquiryId: string;
  readonly own: string;
  readonly candidate: string;
}

export class RepliesWorld {
  private count = 0;

  private constructor(
    readonly cases: CaseWorld,
    readonly party: Party,
    readonly asker: Actor,
    readonly owner: Actor,
    readonly agency: Actor,
    readonly second: Actor,
  ) {}

  static async open(): Promise<RepliesWorld> {
    const cases = await openCaseWorld();
    const party = await cases.party('Northern Republic');
    const asker = await cases.worker({
      roles: ['inquirer', 'coordinator'],
      kind: 'national_information_bureau',
      party,
    });
    const owner = await cases.worker({ roles: ['liaison', 'coordinator', 'custodian'], kind: 'ngo' });
    const agency = await cases.worker({ roles: ['liaison', 'coordinator'], kind: 'central_tracing_agency' });
    const second = await cases.colleagueOf(agency, ['verifier']);
    return new RepliesWorld(cases, party, asker, owner, agency, second);
  }

  /** Far from the one before, so that nobody of this world sounds like another. */
  name(): string {
    this.count = (this.count + 3571) % 10_000;
    const syllables = ['bar', 'dok', 'fel', 'gim', 'lun', 'mor', 'nev', 'pal', 'ruz', 'tas'];
    const digits = String(this.count).padStart(4, '0').split('').map(Number);
    const [a = '', b = '', c = '', d = ''] = digits.map((digit) => syllables[digit]);
    return `${a}${b}ik ${c}${d}ano`;
  }

  async ask(name: string, by = this.asker): Promise<string> {
    const making = new MakeInquiry(this.cases.database, this.cases.vault, this.cases.clock, PLENTY);
    const sought = { names: [{ text: name }], birthDate: BORN };
    return (await making.execute(by, { sought, purpose: 'family_tracing' }, null)).id;
  }

  /** Registered, and asked after by the bureau. */
  async sought(given: Partial<GivenRegistration> = {}, owner = this.owner): Promise<Sought> {
    const name = this.name();
    const shared = { sharingLevel: 'partners_pseudonymous', statements: [CAPTURED] } as const;
    const identity = { names: [{ text: name }], birthDate: BORN };
    const own = await this.cases.register(owner, { ...shared, identity, ...given });
    const inquiryId = await this.ask(name);
    const { candidates } = await this.work(inquiryId);
    return { inquiryId, own, candidate: candidates[0]?.pseudonym ?? '' };
  }

  work(inquiryId: string, by = this.agency): ReturnType<ReadReplies['execute']> {
    return new ReadReplies(this.cases.database, this.cases.vault, this.cases.clock).execute(by, inquiryId);
  }

  prepare(inquiryId: string, given: GivenReply, by = this.agency, key = ''): Promise<ReplyPrepared> {
    const preparing = new PrepareReply(this.cases.database, this.cases.vault, this.cases.clock);
    const request = key === '' ? null : keyOf(by, key, JSON.stringify(given));
    return preparing.execute(by, { inquiryId, ...given }, request);
  }

  /** With the owner's consent, of the candidate. */
  prepareConsented({ inquiryId, candidate }: Sought, tells: readonly string[]): Promise<ReplyPrepared> {
    return this.prepare(inquiryId, { tells, person: candidate, basis: 'owner_consent' });
  }

  decide(inquiryId: string, replyId: string, decision = 'released', by = this.second, key = ''): Promise<unknown> {
    const request = key === '' ? null : keyOf(by, key, decision);
    const deciding = new DecideReply(this.cases.database, this.cases.clock);
    return deciding.execute(by, { inquiryId, replyId, decision }, request);
  }

  consent(replyId: string, answer = 'given', by = this.owner, key = ''): Promise<unknown> {
    const request = key === '' ? null : keyOf(by, key, answer);
    return new AnswerReplyConsent(this.cases.database, this.cases.clock).execute(by, { replyId, answer }, request);
  }

  consents(by = this.owner): ReturnType<ListReplyConsents['execute']> {
    return new ListReplyConsents(this.cases.database).execute(by);
  }

  read(inquiryId: string, by = this.asker): Promise<ReadInquiryAnswer> {
    return new ReadInquiry(this.cases.database).execute(by, inquiryId);
  }

  news(by = this.asker): ReturnType<ListNewReplies['execute']> {
    return new ListNewReplies(this.cases.database, this.cases.clock).execute(by);
  }

  async stateOf(inquiryId: string, replyId: string): Promise<string | undefined> {
    return (await this.work(inquiryId)).replies.find(({ id }) => id === replyId)?.state;
  }

  async will(pseudonym: string, given: Partial<GivenWill>, by = this.owner): Promise<void> {
    const will = { reachedOn: '2021-05-01', contact: 'no', sharedWith: 'nobody', said: 'in_person', ...given };
    await new RecordWill(this.cases.database, this.cases.clock).execute(by, { pseudonym, will }, null);
  }

  /** The newest entry of this action: its details, and whether it names a person. */
  async entry(action: string): Promise<{ readonly details: Record<string, unknown>; readonly about: boolean }> {
    const { rows } = await this.cases.owner.query<{ details: Record<string, unknown>; about: boolean }>(
      `SELECT details, person_id IS NOT NULL AS about FROM registry.audit_entry WHERE action = $1 ORDER BY id DESC LIMIT 1`,
      [action],
    );
    if (rows[0] === undefined) throw new Error(`no entry of ${action}`);
    return rows[0];
  }
}
