// The only page that shows names: what was asked for, until when, and a way to hide it again.

import type { IdentityParticulars, NextOfKin, PersonName } from '../../domain/identity/identity-particulars.js';
import type { ShownDisclosure } from '../../usecases/identity/show-disclosure.js';
import { ActionForm, type FormSeal } from '../forms/console-form.js';
import { caseAddress } from '../records/case-view.js';
import { CaseCrumb } from '../records/statement-pages.js';
import { dateInWords, instantInWords } from '../words/dates.js';
import { inWords } from '../words/in-words.js';

interface DisclosedPageProps {
  readonly pseudonym: string;
  readonly shown: ShownDisclosure;
  readonly seal: FormSeal;
}

export function DisclosedPage({ pseudonym, shown, seal }: DisclosedPageProps) {
  const address = `${caseAddress(pseudonym)}/disclosures/${shown.disclosureId}`;
  return (
    <section class="middle">
      <CaseCrumb pseudonym={pseudonym} />
      <h1>Who this is</h1>
      <section class="sheet identity" aria-label="Disclosed identity">
        <Identity identity={shown.identity} />
      </section>
      <p>
        Shown until <strong>{instantInWords(shown.expiresAt)}</strong>. Until then <a href={address}>this address</a>{' '}
        shows it again to you alone. What stays open on a screen can be read by others: hide it when you are done.
      </p>
      <ActionForm action={`${address}/hide`} seal={seal} button="Hide again" main />
    </section>
  );
}

function Identity({ identity }: { readonly identity: IdentityParticulars }) {
  const {
    names = [],
    fatherName = [],
    motherName = [],
    birthDate,
    unit,
    marks,
    circumstances,
    nextOfKin = [],
    notes,
  } = identity;
  if (Object.keys(identity).length === 0) return <p>Nothing is known in the fields that you asked for.</p>;
  return (
    <>
      {names.map((name) => (
        <p class="names">
          <Name name={name} />
        </p>
      ))}
      <dl class="facts">
        <Names label="Father’s name" names={fatherName} />
        <Names label="Mother’s name" names={motherName} />
        {birthDate !== undefined && <Fact label="Date of birth" text={dateInWords(birthDate)} />}
        {unit !== undefined && <Fact label="Unit" text={unit} />}
        {marks !== undefined && <Fact label="Marks" text={marks} />}
        {circumstances !== undefined && <Fact label="Circumstances" text={circumstances} />}
        {nextOfKin.map((kin) => (
          <Fact label={`Next of kin (${kin.kinship})`} text={kinWords(kin)} />
        ))}
        {notes !== undefined && <Fact label="Notes" text={notes} />}
        <Contact identity={identity} />
      </dl>
    </>
  );
}

/** A name is set apart, so that one written from the right does not turn the text around it. */
function Name({ name }: { readonly name: PersonName }) {
  const language = name.script === 'other' ? {} : { lang: `und-${name.script}` };
  return (
    <>
      <bdi {...language}>{name.text}</bdi>
      {name.role === 'alias' && <span class="small"> {inWords('alias').toLowerCase()}</span>}
      {name.order !== 'unknown' && <span class="small"> {inWords(name.order).toLowerCase()}</span>}
    </>
  );
}

function Names({ label, names }: { readonly label: string; readonly names: readonly PersonName[] }) {
  return (
    <>
      {names.map((name) => (
        <>
          <dt>{label}</dt>
          <dd>
            <Name name={name} />
          </dd>
        </>
      ))}
    </>
  );
}

function Fact({ label, text }: { readonly label: string; readonly text: string }) {
  return (
    <>
      <dt>
        <bdi>{label}</bdi>
      </dt>
      <dd>
        <bdi class="typed">{text}</bdi>
      </dd>
    </>
  );
}

function kinWords({ name, contact }: NextOfKin): string {
  return contact === undefined ? name : `${name}, ${contact}`;
}

/** The address of a picture is shown and not followed: opening it would tell its host who is looked at. */
function Contact({ identity: { sourceContact, photoUrl } }: { readonly identity: IdentityParticulars }) {
  return (
    <>
      {sourceContact !== undefined && (
        <Fact label="Who gave the record" text={Object.values(sourceContact).join(', ')} />
      )}
      {photoUrl !== undefined && <Fact label="Address of a picture" text={photoUrl} />}
    </>
  );
}
