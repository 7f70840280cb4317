// The page of measures is what the catalogue says. Rewritten by: UPDATE_MEASURES=1 npm test -- test/architecture/measures-page.

import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { format, resolveConfig } from 'prettier';
import { DIMENSION_MEANING } from '../../src/domain/statistics/dimension-meaning.js';
import { DIMENSIONS, MEASURES, type Measure } from '../../src/domain/statistics/measure.js';

const PAGE = 'docs/measures.md';

const HEAD = `# What is counted

The closed catalogue, written from it. \`GET /v1/statistics/{measure}?by=…\` counts exactly, over what the analyst's organisation may see, for today or as of
\`validAt\` and \`knownAt\`; a measure's own dimension is always part of the answer. What is public is read from a release and never counted from rows. A version is raised
when a definition changes: figures of two versions are not comparable.
`;

function measureText({ name, version, definition, ownDimension, dimensions, publicDimensions }: Measure): string {
  return `### \`${name}\`, version ${version}

${definition}

- Own dimension: \`${ownDimension}\`
- By: ${dimensions
    .filter((one) => one !== ownDimension)
    .map((one) => `\`${one}\``)
    .join(', ')}
- Public in a release: ${publicDimensions.length === 0 ? 'nothing' : publicDimensions.map((one) => `\`${one}\``).join(', ')}
`;
}

function dimensionRow(dimension: (typeof DIMENSIONS)[number]): string {
  const { meaning, values } = DIMENSION_MEANING[dimension];
  return `| \`${dimension}\` | ${meaning} | ${values === null ? '' : values.map((one) => `\`${one}\``).join(' ')} |`;
}

async function page(): Promise<string> {
  const dimensions = ['| dimension | meaning | values |', '|---|---|---|', ...DIMENSIONS.map(dimensionRow)].join('\n');
  const text = [HEAD, '## Measures\n', ...Object.values(MEASURES).map(measureText), '## Dimensions\n', dimensions].join(
    '\n',
  );
  return format(text, { ...(await resolveConfig(PAGE)), parser: 'markdown' });
}

it('docs/measures.md is written from the catalogue', async () => {
  const written = await page();
  if (process.env['UPDATE_MEASURES'] === '1') writeFileSync(PAGE, written);
  expect(readFileSync(PAGE, 'utf8')).toBe(written);
});
