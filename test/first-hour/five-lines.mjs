// Runs the five lines of the README as they stand there, against the running demonstration.

import { readFileSync } from 'node:fs';

const LIMIT = 60_000;
const HEADING = '# five lines';

function fiveLines(readme) {
  const blocks = [...readme.matchAll(/^```sh\n(.*?)^```/gms)].map(([, inner]) => inner);
  return blocks.find((block) => block.startsWith(`${HEADING}\n`)) ?? null;
}

/** The one thing changed is the port, which the README's reader has free. */
export async function checkFiveLines(place, address, readmeFile, checks) {
  const block = fiveLines(readFileSync(readmeFile, 'utf8'));
  if (!checks.that(`README has a block headed "${HEADING}"`, block !== null)) return;
  const script = block.replaceAll('localhost:3000', new URL(address).host);
  const command = place.run('bash', ['-e', '-o', 'pipefail', '-c', script], { DATA_DIR: undefined });
  const end = await command.endWithin(LIMIT);
  checks.equal('the five lines run to their end with exit code', end?.code, 0);
  const expected = {
    'the update is acknowledged': /"id"\s*:\s*"[0-9a-f-]{36}"/,
    'the status is told, with why': /"status"\s*:\s*"believed_held"/,
    'the count is told': /"measure"\s*:\s*"whereabouts-status"/,
    'the log is verified': /the chain holds|"ok":\s*true/,
  };
  for (const [title, pattern] of Object.entries(expected)) {
    checks.that(title, pattern.test(command.text), () => `\n      ${command.tail(8)}`);
  }
  checks.that('no line is answered with a problem', !/"requestId"/.test(command.text), () => command.tail(8));
}
