// What the public sees: a stored release and nothing else, in which every number is a multiple of its base.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openConsoleWorld, type ConsoleWorld } from './console-world.js';

let world: ConsoleWorld;

beforeAll(async () => {
  world = await openConsoleWorld();
});

afterAll(() => world.stop());

const page = (path: string, headers: Readonly<Record<string, string>> = {}): ReturnType<ConsoleWorld['request']> =>
  world.request('GET', path, { headers: { accept: 'text/html', ...headers } });

describe('before the first release', () => {
  it('the page says clearly that there is none', async () => {
    const { status, text } = await page('/');
    expect(status).toBe(200);
    expect(text).toContain('No figures have been published yet.');
    expect(text).not.toContain('<table');
    expect((await page('/releases')).text).toContain('No release has been published yet.');
    expect((await page('/releases/1')).status).toBe(404);
    expect((await page('/releases/1/status.svg')).status).toBe(404);
    expect((await page('/releases/1/status.png')).status).toBe(404);
    expect((await page('/releases/1/embed')).status).toBe(404);
    expect((await page('/explore')).text).toContain('No release has been published yet.');
    expect((await page('/explore?release=1')).status).toBe(404);
  });
});

describe('with a release', () => {
  let number: number;

  beforeAll(async () => {
    const places = Array.from({ length: 47 }, (_, at) => (at % 3 === 0 ? 'test:20' : 'test:10'));
    await Promise.all(places.map((place) => world.registerNameless(place)));
    number = await world.publishRelease();
  });

  it('shows multiples of the base only, as they are stored, and all sums hold', async () => {
    const { context } = await world.browser.context();
    const shown = await context.newPage();
    await shown.goto('/');
    const cells = (await shown.locator('td.number').allInnerTexts()).map(Number);
    const stored = (await world.request('GET', `/v1/releases/${number}`)).body as { base: number };
    expect(cells.length).toBeGreaterThan(12);
    expect(cells.filter((count) => !Number.isInteger(count) || count % stored.base !== 0)).toEqual([]);
    for (const table of await shown.locator('table').all()) {
      const rows = await table.locator('tbody tr').all();
      const numbers = await Promise.all(
        rows.map(async (row) => (await row.locator('td.number').allInnerTexts()).map(Number)),
      );
      const sums = numbers.pop()!;
      expect(sums).toEqual(sums.map((_, column) => numbers.reduce((sum, row) => sum + row[column]!, 0)));
    }
    expect(await shown.locator('table').filter({ hasText: 'Upper Valley' }).count()).toBe(1);
  });

  it('draws the same numbers as a picture, and says them in words', async () => {
    const { context, requested } = await world.browser.context();
    const shown = await context.newPage();
    await shown.goto(`/releases/${number}`);
    const picture = shown.locator('figure img');
    expect(await picture.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 300)).toBe(true);
    expect(await picture.getAttribute('alt')).toMatch(/Missing: \d+; Held, or last known held: 0;/);
    await shown.goto(`/releases/${number}/status.png`);
    const pixels = shown.locator('img');
    expect(await pixels.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 600)).toBe(true);
    expect(requested.every((url) => url.startsWith(world.url))).toBe(true);
  });

  it('keeps the page fresh by its tag and the picture for good', async () => {
    const first = await page('/');
    expect(first.headers.get('cache-control')).toBe('public, no-cache');
    const tag = first.headers.get('etag') ?? '';
    expect((await page('/', { 'if-none-match': tag })).status).toBe(304);
    const picture = await page(`/releases/${number}/status.svg`);
    expect(picture.headers.get('content-type')).toBe('image/svg+xml; charset=utf-8');
    expect(picture.headers.get('cache-control')).toContain('immutable');
    expect(picture.text).not.toContain('<script');
    const pixels = await page(`/releases/${number}/status.png`);
    expect(pixels.headers.get('content-type')).toBe('image/png');
    expect(pixels.headers.get('cache-control')).toBe(picture.headers.get('cache-control'));
    expect(pixels.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    const known = await page(`/releases/${number}/status.png`, { 'if-none-match': pixels.headers.get('etag') ?? '' });
    expect([known.status, known.text]).toEqual([304, '']);
  });

  it('may be framed by pages of other sites on its one page for that, which has no form and no script, and nowhere else', async () => {
    const framed = await page(`/releases/${number}/embed`);
    expect(framed.status).toBe(200);
    expect(framed.headers.get('x-frame-options')).toBeNull();
    expect(framed.headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'none'; frame-ancestors *; base-uri 'none'",
    );
    expect(framed.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(framed.text).not.toMatch(/<(form|script|input|button)/);
    expect(framed.text).toContain(`/releases/${number}/status.svg`);
    for (const path of ['/', `/releases/${number}`, '/explore', '/releases', '/sign-in']) {
      const { headers } = await page(path);
      expect([headers.get('x-frame-options'), headers.get('content-security-policy')]).toEqual([
        'DENY',
        expect.stringContaining("frame-ancestors 'none'"),
      ]);
    }
  });

  it('explores what was published by a form without script, and nothing else', async () => {
    const { context } = await world.browser.context();
    const shown = await context.newPage();
    await shown.goto('/explore');
    const all = await shown.locator('table').count();
    const options = await shown.locator('select').nth(1).locator('option').count();
    expect(options).toBe(all + 1);
    await shown.locator('select').nth(1).selectOption({ index: 1 });
    await shown.getByRole('button', { name: 'Show' }).click();
    expect(shown.url()).toMatch(/\/explore\?release=\d+&table=status_/);
    expect(await shown.locator('table').count()).toBe(1);
    for (const query of ['release=77', 'release=one', `release=${number}&table=holder`, 'release=+2.0'])
      expect({ query, status: (await page(`/explore?${query}`)).status }).toEqual({ query, status: 404 });
  });

  it('says what few numbers matter, and what each counts', async () => {
    const { text } = await page('/');
    expect(text).toMatch(/<strong>\d+<\/strong> reported/);
    expect(text).toMatch(/<strong>\d+<\/strong> Missing/);
    expect(text).toContain('Everybody who was reported to this registry');
  });

  it('does not change with the registry, only with the next release', async () => {
    const before = (await page('/')).text;
    await Promise.all(Array.from({ length: 12 }, () => world.registerNameless('test:20')));
    expect((await page('/')).text).toBe(before);
    const next = await world.publishRelease();
    expect((await page('/')).text).not.toBe(before);
    expect((await page(`/releases/${number}`)).text).toContain('A newer release has taken its place.');
    expect((await page('/releases')).text).toContain(`/releases/${next}`);
    const changed = (await page(`/releases/${next}`)).text;
    expect(changed).toContain('What changed since');
    expect(changed).toContain('The true numbers may be the same where the published ones differ by 18 or less');
    const { changes } = (await world.request('GET', `/v1/releases/${next}/changes`)).body as { changes: object };
    expect(changes).toMatchObject({ release: next, since: number, unsureUpTo: 18 });
    const first = (await world.request('GET', `/v1/releases/${number}/changes`)).body;
    expect(first).toEqual({ changes: null });
  });

  it('shows nobody a release that is not published, not even its picture', async () => {
    const analyst = await world.signIn('analyst');
    await analyst.page.goto('/console/releases');
    await analyst.page.getByRole('button', { name: 'Prepare a release' }).click();
    expect(await analyst.page.locator('.big-status').innerText()).toBe('Audited');
    const prepared = Number(/\/(\d+)$/.exec(analyst.page.url())?.[1]);
    expect((await page(`/releases/${prepared}`)).status).toBe(404);
    expect((await page(`/releases/${prepared}/status.svg`)).status).toBe(404);
    expect((await page(`/releases/${prepared}/status.png`)).status).toBe(404);
    for (const role of ['custodian', 'verifier'] as const) {
      const signer = await world.signIn(role);
      await signer.page.goto('/console');
      await signer.page.getByRole('link', { name: 'To sign' }).click();
      expect(await signer.page.locator('tbody th a').allInnerTexts()).toEqual([`Release ${prepared}`]);
      if (role === 'verifier') {
        await signer.page.goto('/console/tasks');
        expect(await signer.page.locator('p.notice').first().innerText()).toContain(`Release ${prepared} waits`);
      }
      await signer.page.goto(`/console/releases/${prepared}`);
      expect(await signer.page.locator('dl.facts').innerText()).toMatch(
        /by itself and beside the published releases [\d, ]+: \d+ cells, each of which can still be any of \d+ numbers or more\./,
      );
      await signer.page.getByRole('button', { name: 'Sign this release' }).click();
      expect(await signer.page.getByRole('button', { name: 'Sign this release' }).count()).toBe(0);
      await signer.page.goto('/console/tasks/releases');
      expect(await signer.page.locator('main').innerText()).toContain('No release waits for your signature.');
    }
    await analyst.page.reload();
    await analyst.page.getByLabel('What is disputed').selectOption('places_wrong');
    await analyst.page.getByRole('button', { name: 'Record the dispute' }).click();
    expect(await analyst.page.locator('.notice').innerText()).toContain('Publication is frozen.');
    expect(await analyst.page.getByRole('button', { name: 'Settle this dispute' }).count()).toBe(0);
    await analyst.page.getByRole('button', { name: 'Publish this release' }).click();
    expect(await analyst.page.locator('main').innerText()).toContain('nothing but its correction is published until');
    expect((await page(`/releases/${prepared}`)).status).toBe(404);
    const settler = await world.signIn('custodian');
    await settler.page.goto(`/console/releases/${prepared}`);
    await settler.page.getByRole('button', { name: 'The identity was checked' }).click();
    expect(await settler.page.locator('.notice').innerText()).toContain('until that is settled');
    await settler.page.getByRole('button', { name: 'Settle this dispute' }).click();
    expect(await settler.page.locator('.notice').count()).toBe(0);
    await analyst.page.goto(`/console/releases/${prepared}`);
    await analyst.page.getByRole('button', { name: 'Publish this release' }).click();
    expect(await analyst.page.locator('.big-status').innerText()).toBe('Published');
    expect((await page(`/releases/${prepared}`)).status).toBe(200);
  });
});

describe('a correction', () => {
  it('is prepared at the console for a reason of the list, and both releases say so once it is published', async () => {
    const analyst = await world.signIn('analyst');
    await analyst.page.goto('/console/releases/1');
    await analyst.page.locator('select[name="/reason"]').selectOption('places_wrong');
    await analyst.page.getByRole('button', { name: 'Prepare a correction' }).click();
    const corrected = Number(/\/(\d+)$/.exec(analyst.page.url())?.[1]);
    expect((await page('/releases/1')).text).not.toContain('was corrected');
    for (const role of ['custodian', 'verifier'] as const) {
      const signer = await world.signIn(role);
      await signer.page.goto('/console/releases');
      expect(await signer.page.locator('.notice').innerText()).toContain(`release ${corrected}`);
      await signer.page.goto(`/console/releases/${corrected}`);
      await signer.page.getByRole('button', { name: 'Sign this release' }).click();
    }
    await analyst.page.reload();
    await analyst.page.getByRole('button', { name: 'Publish this release' }).click();
    expect((await page('/releases/1')).text).toContain(`corrected by <a href="/releases/${corrected}">`);
    expect((await page('/releases/1/embed')).text).toContain(`corrected by <a href="/releases/${corrected}">`);
    expect((await page(`/releases/${corrected}`)).text).toContain(
      'because places had been named or attributed wrongly.',
    );
    expect((await page('/releases')).text).toContain(`, corrected by release ${corrected}`);
  });
});

describe('a demonstration', () => {
  it('says so on every page and in its picture', async () => {
    expect((await page('/')).text).not.toContain('Demonstration.');
    await world.platform.database.transaction(world.actor('administrator'), ({ meta }) =>
      meta.set('demonstration', { state: 'loaded' }),
    );
    for (const path of [
      '/',
      '/releases',
      '/releases/1',
      '/releases/1/embed',
      '/explore',
      '/sign-in',
      '/nothing-here',
    ]) {
      expect((await page(path)).text).toContain('<strong>Demonstration.</strong>');
    }
  });
});
