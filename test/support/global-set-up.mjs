// Jest reads its global set-up without its own transforms, so TypeScript is made readable first.

import './typescript.mjs';

const { default: startTestServer } = await import('./start-test-server.ts');

export default startTestServer;
