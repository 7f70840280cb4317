// What is taken as an item of evidence, a hand-over and an assessment, and what is refused at which field.

import { describe, expect, it } from '@jest/globals';
import { requireAssessment } from '../../../src/domain/evidence/assessment.js';
import {
  evidenceReference,
  makeEvidenceCode,
  readDigest,
  readEvidenceCode,
} from '../../../src/domain/evidence/evidence-code.js';
import { datingOf } from '../../../src/domain/evidence/evidence-item.js';
import { requireEvidence, requireHandOver, type GivenEvidence } from '../../../src/domain/evidence/read-evidence.js';

const NOW = Date.UTC(2021, 5, 1);
const DIGEST = 'a1'.repeat(32);
const ORGANISATION = '0B0F6F9E-3B1D-4A37-9A43-3F0C1F6F2B11';
const ITEM: GivenEvidence = {
  sha256: DIGEST,
  kind: 'video',
  source: 'open_source_media',
  sharingLevel: 'partners_pseudonymous',
};

function pointersOf(work: () => unknown): string[] {
  try {
    work();
  } catch (error) {
    return (error as { faults: { pointer: string }[] }).faults.map(({ pointer }) => pointer);
  }
  return [];
}

describe('an item', () => {
  it.each<[Partial<GivenEvidence>, string]>([
    [{ sha256: DIGEST.slice(1) }, '/sha256'],
    [{ sha256: `${DIGEST.slice(1)}g` }, '/sha256'],
    [{ kind: 'rumour' }, '/kind'],
    [{ source: 'a neighbour' }, '/source'],
    [{ link: 'ftp://media.example/1' }, '/link'],
    [{ link: 'javascript:alert(1)' }, '/link'],
    [{ link: 'https://user:secret@media.example/1' }, '/link'],
    [{ link: 'https://media.example/a b' }, '/link'],
    [{ link: `https://media.example/${'a'.repeat(2000)}` }, '/link'],
    [{ firstPublished: '20201229' }, '/firstPublished'],
    [{ firstPublished: '2021-07-01' }, '/firstPublished'],
    [{ made: '2020-12-30', firstPublished: '2020-12-29' }, '/made'],
    [{ sensitivities: ['graphic_violence', 'sad'] }, '/sensitivities'],
    [{ unidentified: { min: 5, max: 4 } }, '/unidentified'],
    [{ unidentified: { min: 0, max: 0 } }, '/unidentified'],
    [{ unidentified: { min: 1.5, max: 4 } }, '/unidentified'],
    [{ sharingLevel: 'everybody' }, '/sharingLevel'],
    [{ sharingLevel: 'named_organisations' }, '/namedOrganisations'],
    [{ namedOrganisations: [ORGANISATION] }, '/namedOrganisations'],
  ])('with %j is refused at its field', (given, pointer) => {
    expect(pointersOf(() => requireEvidence({ ...ITEM, ...given }, NOW))).toContain(pointer);
  });

  it('is read in its one form', () => {
    const read = requireEvidence(
      {
        ...ITEM,
        sha256: ` ${DIGEST.toUpperCase()} `,
        link: ' https://media.example/watch?v=1#t=4 ',
        made: '2020-12',
        firstPublished: '2020-12-29',
        sensitivities: ['made_in_custody', 'graphic_violence', 'graphic_violence'],
        unidentified: { min: 4, max: 5 },
      },
      NOW,
    );
    expect(read).toEqual({
      sha256: DIGEST,
      kind: 'video',
      source: 'open_source_media',
      link: 'https://media.example/watch?v=1#t=4',
      made: '2020-12',
      firstPublished: '2020-12-29',
      sensitivities: ['graphic_violence', 'made_in_custody'],
      unidentified: { min: 4, max: 5 },
      sharingLevel: 'partners_pseudonymous',
      namedOrganisations: [],
    });
  });

  it.each([
    ['2020-12', '2020-12-29', 'stated'],
    [null, '2020-12-29', 'last_sure_contact_to_first_publication'],
    [null, null, 'undated'],
  ])('made %s and published %s is dated %s, and never closer', (made, firstPublished, dating) => {
    expect(datingOf({ made, firstPublished })).toBe(dating);
  });
});

describe('a hand-over', () => {
  it.each([
    [{ from: 'the cameraman' }, '/from'],
    [{ to: '' }, '/to'],
    [{ handedOver: 'yesterday' }, '/handedOver'],
  ])('with %j is refused at its field', (given, pointer) => {
    const whole = { from: 'witness', to: ORGANISATION, handedOver: '2021-01', ...given };
    expect(pointersOf(() => requireHandOver(whole, NOW))).toEqual([pointer]);
  });

  it('is between words of the vocabulary and organisations', () => {
    expect(requireHandOver({ from: 'witness', to: ORGANISATION, handedOver: '2021-01' }, NOW)).toEqual({
      from: { word: 'witness' },
      to: { organisationId: ORGANISATION.toLowerCase() },
      handedOver: '2021-01',
    });
  });
});

describe('an assessment', () => {
  const GIVEN = {
    verdict: 'staged',
    method: 'place_compared',
    ground: 'traces_of_staging',
    reason: 'The shadows differ.',
  };

  it.each([
    [{ verdict: 'fake' }, '/verdict'],
    [{ method: 'a hunch' }, '/method'],
    [{ ground: '' }, '/ground'],
    [{ reason: 'no' }, '/reason'],
    [{ reason: 'a'.repeat(1001) }, '/reason'],
    [{ reason: '\u202eabc def' }, '/reason'],
  ])('with %j is refused at its field', (given, pointer) => {
    expect(pointersOf(() => requireAssessment({ ...GIVEN, ...given }))).toEqual([pointer]);
  });
});

describe('a code', () => {
  it('has a check symbol that catches a slip, and forgives case and look-alikes', () => {
    const code = makeEvidenceCode((count) => new Uint8Array(count).map((_, at) => (at * 7) % 32));
    expect(code).toMatch(/^EV(-[0-9A-Z]{5}){4}-[0-9A-Z]$/);
    expect(readEvidenceCode(code.toLowerCase().replaceAll('-', ' '))).toEqual({ ok: true, code });
    const slip = code.slice(0, -1) + (code.endsWith('0') ? '1' : '0');
    expect(readEvidenceCode(slip)).toEqual({ ok: false, reason: 'evidence_code_mistyped' });
  });

  it.each(['film-3', 'EV-12', 'ev-1', DIGEST, 'WB-7K3QM-B0XWN-4HT8R-ZC2VY-Y'])('%s is of no item', (text) => {
    expect(readEvidenceCode(text)).toEqual({ ok: false, reason: 'not_of_an_item' });
  });

  it('and a digest are held against items in one case', () => {
    expect(evidenceReference('EV-7K3QM')).toBe(evidenceReference('ev-7k3qm'));
    expect([readDigest(DIGEST.toUpperCase()), readDigest('film-3')]).toEqual([DIGEST, null]);
  });
});
