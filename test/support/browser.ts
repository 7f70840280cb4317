// A headless Chromium for one test file, which reaches nothing but the service under test.

import chromium from '@sparticuz/chromium';
import { chromium as playwright, type Browser, type BrowserContext, type BrowserContextOptions } from 'playwright-core';

export interface TestBrowser {
  /** A fresh context without JavaScript, in which `url` is at home; `requested` collects every address that its pages ask for. */
  context(options?: BrowserContextOptions): Promise<{ context: BrowserContext; requested: string[] }>;
  close(): Promise<void>;
}

/**
 * What a browser does by itself beside showing pages: updates, reports, guesses at the next address. The package's own
 * arguments are not taken: they switch off the very rules between sites that are tested here.
 */
const QUIET = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-sync',
  '--no-first-run',
  '--no-pings',
  // Nothing here needs a graphics card, and its software stand-in is slow.
  '--disable-gpu',
  // Chromium refuses its sandbox to root, and tests in containers run as root.
  '--no-sandbox',
];

/** Every host but this machine is unknown, so that a page that asked for anything outside would fail at once. */
const NOTHING_OUTSIDE = '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1';

export async function openBrowser(url: string): Promise<TestBrowser> {
  const browser: Browser = await playwright.launch({
    executablePath: await chromium.executablePath(),
    args: [...QUIET, NOTHING_OUTSIDE],
    headless: true,
  });
  return {
    context: async (options = {}) => {
      const context = await browser.newContext({ javaScriptEnabled: false, baseURL: url, ...options });
      context.setDefaultTimeout(10_000);
      const requested: string[] = [];
      context.on('request', (request) => requested.push(request.url()));
      return { context, requested };
    },
    close: () => browser.close(),
  };
}
