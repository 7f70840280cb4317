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
when a definition changes: figures of two versions are not comparable. No measure is split by ethnicity, religion or the script of a name.

## Flows and cohorts

\`GET /v1/statistics/{measure}/flow?from=2021-01-31&to=2021-02-28&by=…\` tells of each cell how many stood in it at the end of both days (\`opening\`, \`closing\`), and how many \`entered\` and
\`left\`: opening + entered - left = closing. Whoever entered and left again in between did neither; within a sum, who changes cells stays. It takes \`knownAt\`.

\`GET /v1/statistics/{measure}/cohort?lost=2020-11&months=12&by=…\` follows those who were lost in a month, a quarter (\`2020-Q4\`) or a year, as the last day of that period tells: where
they stood at its end and after each month. Whose month is not known is of a year alone. Months that have not come by \`validAt\` (else \`knownAt\`, else now) are null, which is not 0.

## As files

\`…/{measure}/cells.csv\`, \`…/flow/cells.csv\` and \`…/cohort/cells.csv\` take the same parameters and hold the same numbers as long CSV, one row for each. \`table\` names the dimensions that a row is split by: rows of one
table add up, but for flags. A month of a cohort that has not come has one row with an empty count. The pages of figures at the console link to the same files and, of counts and flows, to a picture (SVG) by the measure's own
values. All of them hold exact counts, are for whoever may count alone, and are not for publication.
`;

const AGREED = 'In a release that every organisation which feeds it has agreed to, for that release alone';

function measureText(measure: Measure): string {
  const { name, version, definition, ownDimension, dimensions, publicDimensions, agreedDimensions } = measure;
  return `### \`${name}\`, version ${version}

${definition}

- Own dimension: \`${ownDimension}\`
- By: ${dimensions
    .filter((one) => one !== ownDimension)
    .map((one) => `\`${one}\``)
    .join(', ')}
- Public in a release: ${publicDimensions.length === 0 ? 'nothing' : publicDimensions.map((one) => `\`${one}\``).join(', ')}
${
  agreedDimensions.length === 0
    ? ''
    : `- ${AGREED}: ${agreedDimensions.map((one) => `\`${one}\``).join(', ')}
`
}`;
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
