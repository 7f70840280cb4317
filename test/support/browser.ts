// A headless Chromium for one test file, which reaches nothing but the service under test.

import {
  chromium as playwright,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type LaunchOptions,
} from 'playwright-core';
import { chromiumFolder } from './chromium-folder.js';

export interface TestBrowser {
  /** A fresh context without JavaScript, at home at the service; `requested` collects every address that its pages ask for. */
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
  '--font-render-hinting=none',
  // Chromium refuses its sandbox to root, and tests in containers run as root.
  '--no-sandbox',
];

/** Every host but this machine is unknown, so that a page that asked for anything outside would fail at once. */
const NOTHING_OUTSIDE = '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1';

const MISSING_LIBRARY = /error while loading shared libraries/;

/** With the machine's own libraries, or with the package's where one is missing. */
async function launch(): Promise<Browser> {
  const { executable, libraries, fontSettings } = await chromiumFolder();
  const env = { ...process.env, FONTCONFIG_FILE: fontSettings };
  const options: LaunchOptions = { executablePath: executable, args: [...QUIET, NOTHING_OUTSIDE], headless: true };
  try {
    return await playwright.launch({ ...options, env });
  } catch (error) {
    if (!(error instanceof Error) || !MISSING_LIBRARY.test(error.message)) throw error;
    return playwright.launch({ ...options, env: { ...env, LD_LIBRARY_PATH: libraries } });
  }
}

export async function openBrowser(url: string): Promise<TestBrowser> {
  const browser = await launch();
  return {
    context: async (options = {}) => {
      const context = await browser.newContext({ javaScriptEnabled: false, baseURL: url, ...options });
      context.setDefaultTimeout(15_000);
      const requested: string[] = [];
      context.on('request', (request) => requested.push(request.url()));
      return { context, requested };
    },
    close: () => browser.close(),
  };
}
