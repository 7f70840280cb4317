// A file added in a real browser that runs no script: what a worker chooses, is told, and finds on the item's page.

import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { MOST_FILE_BYTES } from '../../src/domain/evidence/evidence-file.js';
import { RecordEvidence } from '../../src/usecases/evidence/record-evidence.js';
import { openConsoleWorld, type ConsoleWorld } from './console-world.js';

const ORIGINAL = Buffer.concat([
  Buffer.from([0xff, 0xd8, 0xff, 0xe0]),
  Buffer.alloc(300_000, 'somebody can be made out '),
]);
/** What the file is called at the worker's machine: kept nowhere. */
const CALLED = 'Ilmar Vestergren by the bridge';

let world: ConsoleWorld;
let page: Page;
let address: string;

beforeAll(async () => {
  world = await openConsoleWorld();
  const given = {
    sha256: createHash('sha256').update(ORIGINAL).digest('hex'),
    kind: 'photo',
    source: 'family',
    sensitivities: ['child_visible'],
    sharingLevel: 'registry_only',
  };
  const { code } = await world.app.get(RecordEvidence).execute(world.actor('coordinator'), given, null);
  address = `/console/evidence/${code}`;
  ({ page } = await world.signIn('coordinator'));
});
afterAll(() => world.stop());

async function add(access: string, content: Buffer | null, name = `${CALLED}.jpg`): Promise<void> {
  await page.goto(address);
  await page.getByLabel('Who may see what is in it').selectOption(access);
  if (content !== null)
    await page.getByLabel('File', { exact: true }).setInputFiles({ name, mimeType: '', buffer: content });
  await page.getByRole('button', { name: 'Add the file' }).click();
}

describe('a worker at the page of an item', () => {
  it('is led to the field where no file was chosen, and where the end of its name says no type', async () => {
    await add('restricted', null);
    const summary = page.locator('.errors');
    expect(await summary.innerText()).toContain('File: Choose a file.');
    expect(await page.getByLabel('Who may see what is in it').inputValue()).toBe('restricted');
    await add('restricted', ORIGINAL, CALLED);
    expect(await summary.innerText()).toContain('Choose its type here');
  });

  it('is told what to do with a file that is too large, on a page and by no broken connection', async () => {
    for (const bytes of [MOST_FILE_BYTES + 1, 5 * MOST_FILE_BYTES]) {
      await add('restricted', Buffer.alloc(bytes, 1));
      expect(await page.locator('h1').innerText()).toBe('The body is too large');
      expect(await page.locator('main').innerText()).toContain('larger than 4 MiB');
    }
  });

  it('adds the original, is told so, finds it there, and is asked for a copy next', async () => {
    await add('restricted', ORIGINAL);
    expect(new URL(page.url()).pathname).toBe(address);
    expect(await page.getByRole('status').innerText()).toContain('The restricted file was added');
    expect(await page.getByRole('cell', { name: 'image/jpeg' }).count()).toBe(1);
    expect(await page.getByLabel('Who may see what is in it').locator('option').allInnerTexts()).toEqual([
      'Choose …',
      'Open: for whoever may see the item',
    ]);
    expect(await page.content()).not.toContain('Vestergren');
    expect(world.logged()).not.toContain('Vestergren');
  });

  it('downloads what was added', async () => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download the restricted file' }).click(),
    ]);
    const pieces: Buffer[] = [];
    for await (const piece of await download.createReadStream()) pieces.push(piece as Buffer);
    expect(download.suggestedFilename()).toBe('evidence-restricted.jpeg');
    expect(Buffer.concat(pieces).equals(ORIGINAL)).toBe(true);
  });

  it('who has signed out meanwhile is told to sign in, on a page', async () => {
    await page.goto(address);
    await page.getByLabel('Who may see what is in it').selectOption('open');
    const chosen = { name: 'copy.png', mimeType: 'image/png', buffer: Buffer.alloc(2_000_000, 3) };
    await page.getByLabel('File', { exact: true }).setInputFiles(chosen);
    await page.context().clearCookies();
    await page.getByRole('button', { name: 'Add the file' }).click();
    expect(await page.locator('h1').innerText()).toBe('Sign in first');
  });
});
