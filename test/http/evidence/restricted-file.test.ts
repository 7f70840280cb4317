// A picture in which somebody held can be made out: others see a blurred copy, ask for the original, and get it by a grant that ends.

import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LONGEST_FILE_TEXT, MOST_FILE_BYTES } from '../../../src/domain/evidence/evidence-file.js';
import { EvidenceDesk } from './evidence-desk.js';

const DAY = 86_400_000;
const ORIGINAL = Buffer.from('two people, one of whom can be made out');
const BLURRED = Buffer.from('two people, none of whom can be made out');
const WHY = { purpose: 'assessment', reason: 'The wall behind is compared with the place.' };
const END = { reason: 'The place was found meanwhile.' };

interface Told {
  readonly state: string;
  readonly steps: readonly { readonly step: string; readonly username: string | null }[];
  readonly grant: { readonly once: boolean; readonly grantedAt: string; readonly endsAt: string } | null;
  readonly downloads: readonly { readonly username: string; readonly at: string }[];
}

let desk: EvidenceDesk;
let code: string;
let at: string;
let request: string;

const digestOf = (content: Buffer): string => createHash('sha256').update(content).digest('hex');
const requestAs = (who: string): Promise<Told> => desk.get(`/v1/evidence-file-requests/${request}`, who);
const statusOf = async (who: string, path: string, body: object): Promise<number> =>
  (await desk.ask('POST', path, who, body)).status;
const download = (who: string, body: object): ReturnType<EvidenceDesk['ask']> =>
  desk.ask('POST', `${at}/downloads`, who, body);

/** As somebody who has read it decides. */
async function decide(who: string, step: string, body: object): Promise<number> {
  const { headers: told } = await desk.ask('GET', `/v1/evidence-file-requests/${request}`, who);
  const headers = { 'if-match': told.get('etag') ?? '*' };
  return (await desk.ask('POST', `/v1/evidence-file-requests/${request}/${step}`, who, body, headers)).status;
}

beforeAll(async () => {
  desk = await EvidenceDesk.open({
    office: { organisation: 'Lantern Office', kind: 'liaison_office', roles: ['coordinator'] },
    custodian: { organisation: 'Lantern Office', kind: 'liaison_office', roles: ['custodian'] },
    liaison: { organisation: 'Lantern Office', kind: 'liaison_office', roles: ['liaison'] },
    monitor: { organisation: 'Vale Monitor', kind: 'media_monitor', roles: ['verifier'] },
    head: { organisation: 'Vale Monitor', kind: 'media_monitor', roles: ['verifier', 'custodian'] },
    agency: { organisation: 'Tracing Agency', kind: 'central_tracing_agency' },
    bound: { organisation: 'Bureau of the North', kind: 'national_information_bureau', party: 'North' },
  });
  code = await desk.item('office', { sha256: digestOf(ORIGINAL), kind: 'photo', sensitivities: ['made_in_custody'] });
  at = `/v1/evidence/${code}`;
});
afterAll(() => desk.stop());

describe('a picture that is hard to show', () => {
  it('is not added as an open file, and not by others; the original is restricted, a blurred copy open', async () => {
    const file = (access: string, content: Buffer): object => ({
      access,
      mediaType: 'image/jpeg',
      content: content.toString('base64'),
    });
    expect(await statusOf('office', `${at}/files`, file('open', ORIGINAL))).toBe(422);
    expect(await statusOf('agency', `${at}/files`, file('restricted', ORIGINAL))).toBe(403);
    expect(await desk.post(`${at}/files`, 'office', file('restricted', ORIGINAL))).toEqual({
      access: 'restricted',
      bytes: ORIGINAL.length,
      sha256: digestOf(ORIGINAL),
    });
    await desk.post(`${at}/files`, 'liaison', file('open', BLURRED));
    expect(await statusOf('office', `${at}/files`, file('open', BLURRED))).toBe(409);
  });

  it('is told of to whoever may see the item, and to nobody else', async () => {
    for (const who of ['office', 'monitor', 'agency']) {
      const { files } = await desk.get<{ files: { access: string; sha256: string }[] }>(at, who);
      expect(files.map(({ access, sha256 }) => [access, sha256])).toEqual([
        ['open', digestOf(BLURRED)],
        ['restricted', digestOf(ORIGINAL)],
      ]);
    }
    for (const body of [{ access: 'open' }, { access: 'restricted' }])
      expect((await download('bound', body)).status).toBe(404);
    expect(await statusOf('bound', `${at}/file-requests`, WHY)).toBe(404);
  });

  it('is seen blurred by others, and as it is by its organisation alone, whatever the agency may know of', async () => {
    expect((await download('monitor', { access: 'open' })).body).toMatchObject({
      mediaType: 'image/jpeg',
      content: BLURRED.toString('base64'),
    });
    for (const who of ['monitor', 'agency']) expect((await download(who, { access: 'restricted' })).status).toBe(403);
    expect((await download('office', { access: 'restricted' })).body).toMatchObject({
      content: ORIGINAL.toString('base64'),
    });
    expect((await download('liaison', { access: 'restricted' })).status).toBe(403);
  });

  it('is asked for with a purpose, by no court, and not by its own organisation', async () => {
    expect(await statusOf('office', `${at}/file-requests`, WHY)).toBe(403);
    expect(await statusOf('monitor', `${at}/file-requests`, { ...WHY, purpose: 'court' })).toBe(403);
    expect(await statusOf('monitor', `${at}/file-requests`, { ...WHY, purpose: 'curiosity' })).toBe(422);
    request = String((await desk.post(`${at}/file-requests`, 'head', { ...WHY, days: 3 }))['id']);
    expect((await requestAs('head')).state).toBe('requested');
    for (const who of ['monitor', 'agency', 'bound'])
      expect((await desk.ask('GET', `/v1/evidence-file-requests/${request}`, who)).status).not.toBe(200);
  });

  it('is granted by a custodian of its organisation who has read why, and by nobody else', async () => {
    expect(await decide('head', 'approval', {})).toBe(403);
    expect(await decide('office', 'approval', {})).toBe(403);
    expect(await statusOf('custodian', `/v1/evidence-file-requests/${request}/approval`, {})).toBe(428);
    expect((await download('head', { access: 'restricted', request })).status).toBe(409);
    const waiting = await desk.get<{ requests: { id: string }[] }>(
      '/v1/evidence-file-requests?queue=to_decide',
      'custodian',
    );
    expect(waiting.requests.map(({ id }) => id)).toEqual([request]);
    expect(await decide('custodian', 'approval', { days: 2 })).toBe(200);
  });

  it('is downloaded under the grant, and its organisation sees by whom, when and why', async () => {
    const given = await download('head', { access: 'restricted', request });
    expect(given.body).toMatchObject({ sha256: digestOf(ORIGINAL), content: ORIGINAL.toString('base64') });
    expect((await download('monitor', { access: 'restricted', request })).status).toBe(404);
    const told = await requestAs('office');
    expect(told).toMatchObject({ ...WHY, state: 'granted' });
    expect(told.downloads).toHaveLength(1);
    expect(told.downloads[0]?.username).toBe(desk.usernames.get('head'));
    expect(Date.parse(told.grant?.endsAt ?? '') - Date.parse(told.grant?.grantedAt ?? '')).toBe(2 * DAY);
  });

  it('is given no more when the grant is over', async () => {
    desk.application.clock.advance(2 * DAY);
    await desk.signInAgain();
    expect((await download('head', { access: 'restricted', request })).status).toBe(409);
    expect((await requestAs('head')).state).toBe('ended');
    request = String((await desk.post(`${at}/file-requests`, 'head', WHY))['id']);
    expect(await decide('custodian', 'approval', { once: true })).toBe(200);
    expect((await download('head', { access: 'restricted', request })).status).toBe(201);
    expect((await download('head', { access: 'restricted', request })).status).toBe(409);
    expect(await decide('custodian', 'revocation', END)).toBe(200);
    expect((await requestAs('head')).state).toBe('revoked');
  });
});

describe('a file', () => {
  it('may be as long as it says, and its request as that needs; what is longer is refused', async () => {
    const longest = Buffer.alloc(MOST_FILE_BYTES, 7);
    const body = (content: Buffer): object => ({
      access: 'restricted',
      mediaType: 'video/mp4',
      content: content.toString('base64'),
    });
    const long = await desk.item('office', { sha256: digestOf(longest) });
    expect(await statusOf('office', `/v1/evidence/${long}/files`, body(Buffer.alloc(LONGEST_FILE_TEXT, 7)))).toBe(413);
    expect(await statusOf('office', `/v1/evidence/${long}/files`, body(longest))).toBe(201);
    const { body: given } = await desk.ask('POST', `/v1/evidence/${long}/downloads`, 'office', {
      access: 'restricted',
    });
    expect(Buffer.from((given as { content: string }).content, 'base64').equals(longest)).toBe(true);
    expect(await statusOf('office', '/v1/evidence', { padding: 'x'.repeat(300_000) })).toBe(413);
  });
});
