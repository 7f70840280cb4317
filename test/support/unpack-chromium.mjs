// Unpacks the browser of the npm package into TMPDIR; run in a process of its own, whose TMPDIR is a fresh folder.

import chromium from '@sparticuz/chromium';

await chromium.executablePath();
