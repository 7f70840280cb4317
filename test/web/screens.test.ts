// scratch
import { afterAll, beforeAll, it } from '@jest/globals';
import { openConsoleWorld, type ConsoleWorld } from './console-world.js';
let world: ConsoleWorld;
beforeAll(async () => {
  world = await openConsoleWorld();
});
afterAll(async () => {
  await world.stop();
});
const shot = async (page: any, name: string) => {
  await page.screenshot({ path: `/tmp/wb-web/${name}.png`, fullPage: true });
};
it('screens', async () => {
  for (let i = 0; i < 37; i += 1) await world.registerNameless(i % 3 ? 'test:10' : 'test:20');
  await world.publishRelease();
  const { page } = await world.signIn('coordinator', { viewport: { width: 1200, height: 800 } });
  await page.goto('/'); await shot(page, 'public');
  await page.goto('/console/register'); await shot(page, 'register');
  await page.goto('/console/cases?show=all'); await shot(page, 'cases');
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto('/'); await shot(page, 'public-phone');
  const analyst = await world.signIn('analyst', { viewport: { width: 1200, height: 800 }, colorScheme: 'dark' });
  await analyst.page.goto('/console/figures?state=yes'); await shot(analyst.page, 'figures');
  await analyst.page.goto('/sign-in'); await shot(analyst.page, 'sign-in-dark');
}, 200000);
