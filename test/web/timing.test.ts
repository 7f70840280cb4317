// scratch
import { afterAll, beforeAll, it } from '@jest/globals';
import { openConsoleWorld, type ConsoleWorld } from './console-world.js';
let world: ConsoleWorld;
beforeAll(async () => { world = await openConsoleWorld(); });
afterAll(async () => { await world.stop(); });
it('t', async () => {
  const out: string[] = [];
  let t = Date.now(); const lap = (n: string) => { out.push(`${n} ${Date.now() - t}`); t = Date.now(); };
  for (const role of ['coordinator', 'analyst', 'verifier'] as const) {
    const { context } = await world.browser.context(); lap('context');
    const page = await context.newPage(); lap('newpage');
    await page.goto('/sign-in'); lap('goto');
    await page.getByLabel('Username').fill(world.user(role).username); lap('fill');
    await page.getByLabel('Password', { exact: true }).fill(world.user(role).password); lap('fill');
    await page.getByRole('button', { name: 'Sign in' }).click(); lap('click');
    await page.goto('/console'); lap('goto console');
    await page.goto('/releases'); lap('goto releases');
  }
  console.log(out.join('\n'));
  console.log(world.logged().split('\n').slice(-30).map((l) => { try { const j = JSON.parse(l); return `${j.method} ${j.route} ${j.status} ${j.milliseconds}`; } catch { return l; } }).join('\n'));
}, 100000);
