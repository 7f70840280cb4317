// The counterpart of global-set-up.mjs.

import './typescript.mjs';

const { default: stopTestServer } = await import('./stop-test-server.ts');

export default stopTestServer;
