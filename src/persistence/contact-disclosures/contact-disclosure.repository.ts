// Keeps who was shown which enquirer or which line of a list, and why.

import type { EntityManager } from 'typeorm';
import type { ContactDisclosure, ContactField, ContactSubject } from '../../domain/identity/contact-disclosure.js';
import {
  disclosedOf,
  DisclosureTable,
  type DisclosedRow,
  type DisclosurePage,
} from '../disclosures/disclosure-table.js';

interface ContactDisclosureRow extends DisclosedRow {
  subject_kind: string;
  subject_id: string;
}

export class ContactDisclosureRepository {
  private readonly disclosures: DisclosureTable<ContactDisclosureRow>;

  constructor(manager: EntityManager) {
    const shape = { table: 'registry.contact_disclosure', subject: 'subject_id', more: ['subject_kind'] };
    this.disclosures = new DisclosureTable(manager, shape);
  }

  add(disclosure: Omit<ContactDisclosure, 'username' | 'organisation'>): Promise<void> {
    const { subject, subjectId } = disclosure;
    return this.disclosures.add({ subject_kind: subject, subject_id: subjectId }, disclosure);
  }

  /** A user's own disclosure of this subject. */
  async findOwn(id: string, subjectId: string, userId: string): Promise<ContactDisclosure | null> {
    const row = await this.disclosures.findOwn(id, subjectId, userId);
    return row === null ? null : disclosureOf(row);
  }

  /** Newest first. */
  async ofSubject(
    subjectId: string,
    page: DisclosurePage,
  ): Promise<{ disclosures: ContactDisclosure[]; more: boolean }> {
    const { rows, more } = await this.disclosures.ofSubject(subjectId, page);
    return { disclosures: rows.map(disclosureOf), more };
  }
}

function disclosureOf(row: ContactDisclosureRow): ContactDisclosure {
  const disclosed = disclosedOf<ContactField>(row);
  return { ...disclosed, subject: row.subject_kind as ContactSubject, subjectId: row.subject_id };
}
