// Lets Node run the project's TypeScript as it stands: for Jest's global set-up, benches and child processes of tests.

import { register } from 'node:module';

register('./typescript-loader.mjs', import.meta.url);
