// Tells a person, through the organisation that registered them, who looked at their record; that this was told is in the log too.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { requireOwner } from '../../domain/access/case-rights.js';
import { looksOfOthers, notTold, OWN_LOOKS, type Look, type NotTold } from '../../domain/audit/access-report.js';
import { invalidField } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { readIdentityCheck, type IdentityCheck } from '../../domain/identity/disclosure-request-reading.js';
import { readPageLimit } from '../../domain/page-limit.js';
import { writeCsvRow } from '../../formats/csv/write-csv.js';
import { Database } from '../../persistence/database.js';
import { getVisiblePerson } from '../../persistence/persons/get-visible-person.js';

export interface ReportAccessCommand {
  readonly pseudonym: string;
  /** How it was made sure that who asks is the person, or speaks for them. */
  readonly identityCheck: unknown;
  /** As the page before answered it: a day. */
  readonly cursor?: string | undefined;
  /** Days, 1 to 200. */
  readonly limit?: number | undefined;
}

export interface AccessReport {
  readonly pseudonym: string;
  /** Milliseconds since the epoch. */
  readonly reportedAt: number;
  /** The newest day first. */
  readonly looks: readonly Look[];
  readonly notTold: readonly NotTold[];
  /** Null on the last page. */
  readonly cursor: string | null;
}

interface Asked {
  readonly pseudonym: string;
  readonly check: IdentityCheck;
  readonly before: string | null;
  readonly days: number | null;
  readonly form: 'page' | 'csv';
}

const HEADER = ['day', 'organisation', 'username', 'action', 'purpose', 'fields', 'times'];

@Injectable()
export class ReportAccess {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(actor: Actor, command: ReportAccessCommand): Promise<AccessReport> {
    requireAllowed(actor, 'report_access');
    const { pseudonym, cursor, limit } = command;
    const check = readIdentityCheck(command.identityCheck);
    return this.report(actor, {
      pseudonym,
      check,
      before: readDay(cursor),
      days: readPageLimit(limit),
      form: 'page',
    });
  }

  /** The whole report as CSV, which a spreadsheet takes for no formula; what is not told stands at its end. */
  async csv(actor: Actor, command: Pick<ReportAccessCommand, 'pseudonym' | 'identityCheck'>): Promise<string> {
    requireAllowed(actor, 'report_access');
    const check = readIdentityCheck(command.identityCheck);
    const asked = { pseudonym: command.pseudonym, check, before: null, days: null, form: 'csv' as const };
    const { looks, notTold: left } = await this.report(actor, asked);
    const rows = looks.map((look) => [
      look.day,
      look.organisation,
      look.username ?? '',
      look.action,
      look.purpose ?? '',
      look.fields.join(' '),
      look.times,
    ]);
    const untold = left.map((one) => ['', '', '', 'not_told', one, '', '']);
    return [HEADER, ...rows, ...untold].map((row) => writeCsvRow(row)).join('');
  }

  private async report(actor: Actor, { pseudonym, check, before, days, form }: Asked): Promise<AccessReport> {
    return this.database.transaction(actor, async (room) => {
      const person = await getVisiblePerson(room, actor, pseudonym);
      requireOwner(actor, person, 'tells them who looked at the record');
      const ownerIsBound = actor.party !== null;
      const looksAsked = {
        personId: person.id,
        ownerOrganisationId: person.ownerOrganisationId,
        ofOwn: OWN_LOOKS,
        ofOthers: looksOfOthers(ownerIsBound),
        before,
        days,
      };
      const { looks, more } = await room.reaching('registry', () => room.audit.looksAt(looksAsked));
      const isLinked = await room.persons.isLinked(person.id);
      await room.audit.note({
        action: 'access_reported',
        subjectKind: 'person',
        subjectId: person.pseudonym,
        personId: person.id,
        details: { identityCheck: check, form, rows: looks.length },
      });
      return {
        pseudonym: person.pseudonym,
        reportedAt: this.entropy.now(),
        looks,
        notTold: notTold({ ownerIsBound, isLinked }),
        cursor: more ? (looks.at(-1)?.day ?? null) : null,
      };
    });
  }
}

function readDay(cursor: string | undefined): string | null {
  if (cursor === undefined) return null;
  const day = /^\d{4}-\d{2}-\d{2}$/.test(cursor) ? Date.parse(cursor) : Number.NaN;
  const exists = !Number.isNaN(day) && new Date(day).toISOString().startsWith(cursor) && !cursor.startsWith('0000');
  if (!exists) throw invalidField('/cursor', 'the cursor of the page before');
  return cursor;
}
