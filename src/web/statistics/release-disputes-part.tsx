// The disputes of a release on the page of its signers: what is disputed, what freezes publication, and what can be done.

import { CORRECTION_REASONS, CORRECTION_WORDS } from '../../domain/statistics/release-correction.js';
import type { Freeze, ReleaseDispute } from '../../domain/statistics/release-dispute.js';
import { ActionForm, ConsoleForm, NOTHING_SENT, type FormSeal } from '../forms/console-form.js';
import { field } from '../forms/form-field.js';
import { dayInWords } from '../words/dates.js';

interface DisputesProps {
  readonly number: number;
  readonly disputes: readonly ReleaseDispute[];
  readonly freeze: Freeze | null;
  readonly may: { readonly dispute: boolean; readonly settle: boolean };
  readonly seal: FormSeal;
}

const GROUNDS = CORRECTION_REASONS.map((value) => ({
  value,
  label: CORRECTION_WORDS[value].charAt(0).toUpperCase() + CORRECTION_WORDS[value].slice(1),
}));

export function ReleaseDisputes({ number, disputes, freeze, may, seal }: DisputesProps) {
  const address = `/console/releases/${number}`;
  return (
    <section class="sheet" aria-labelledby="disputes">
      <h2 id="disputes">Disputes</h2>
      {freeze !== null && (
        <p class="notice">
          <strong>Publication is frozen.</strong> Release {freeze.release} is disputed: nothing but its correction is
          published {freeze.until === null ? 'until that is settled' : `before ${dayInWords(freeze.until)}`}.
        </p>
      )}
      {disputes.map((dispute) => (
        <Dispute dispute={dispute} address={`${address}/disputes/${dispute.id}`} may={may} seal={seal} />
      ))}
      {may.dispute && <NewDispute address={address} seal={seal} />}
    </section>
  );
}

function Dispute({
  dispute: { ground, recordedAt, checkedAt, settledAt },
  address,
  may,
  seal,
}: Pick<DisputesProps, 'may' | 'seal'> & { readonly dispute: ReleaseDispute; readonly address: string }) {
  const checked = checkedAt === null ? 'not known who disputes' : `identity checked on ${dayInWords(checkedAt)}`;
  return (
    <div>
      <p>
        Recorded on {dayInWords(recordedAt)}: {CORRECTION_WORDS[ground]}; {checked}
        {settledAt !== null && `; settled on ${dayInWords(settledAt)}`}.
      </p>
      {settledAt === null && checkedAt === null && may.dispute && (
        <ActionForm action={`${address}/identity-check`} seal={seal} button="The identity was checked" />
      )}
      {settledAt === null && may.settle && (
        <ActionForm action={`${address}/settlement`} seal={seal} button="Settle this dispute" />
      )}
    </div>
  );
}

function NewDispute({ address, seal }: { readonly address: string; readonly seal: FormSeal }) {
  const ground = field('/ground', 'What is disputed', { control: 'select', options: GROUNDS });
  return (
    <ConsoleForm
      action={`${address}/disputes`}
      seal={seal}
      groups={[
        {
          legend: 'Somebody disputes this release',
          hint: 'For 14 days nothing but its correction is published; longer only once it was checked who disputes. What is public stays, and search and follow-ups go on. Do not write down here who it is.',
          fields: [ground],
        },
      ]}
      state={NOTHING_SENT}
      button="Record the dispute"
      quiet
    />
  );
}
