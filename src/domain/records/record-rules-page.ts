// Renders the rules of the fold as the page docs/record-rules.md, so that page and code cannot tell different rules.

import { FLAG_MEANINGS, RECORD_FLAGS } from './flags.js';
import { RECORD_RULES, type RecordRule } from './fold-rules.js';
import { CLOCKS, type ClockMark } from './clock-table.js';
import { STATEMENT_KINDS } from './statement-kinds.js';
import { statusAfter, UNMOVING_KINDS } from './status-graph.js';
import { newsClass } from '../news/news-class.js';
import { WHEREABOUTS_STATUSES } from './whereabouts-status.js';

function rulesList(decides: boolean): string {
  const rules = Object.entries<RecordRule>(RECORD_RULES).filter(([, rule]) => rule.decides === decides);
  return rules.map(([name, { section, words }]) => `- **\`${name}\`** (${section}): ${words}`).join('\n');
}

/** A Markdown table with its columns aligned. */
function tableOf(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((name, at) => Math.max(3, name.length, ...rows.map((row) => row[at]?.length ?? 0)));
  const line = (cells: readonly string[], filler: string): string =>
    `| ${widths.map((width, at) => (cells[at] ?? '').padEnd(width, filler)).join(' | ')} |`;
  return [line(header, ' '), line([], '-'), ...rows.map((row) => line(row, ' '))].join('\n');
}

/** A row for each effect that kinds share, a column for each status; an empty cell stays as it is. */
function graphTable(): string {
  const columns = WHEREABOUTS_STATUSES.filter((status) => status !== 'closed');
  const rows = STATEMENT_KINDS.filter((kind) => !UNMOVING_KINDS.includes(kind)).map((kind) => ({
    kind,
    cells: columns.map((status) => (statusAfter(status, kind) === status ? '' : statusAfter(status, kind))),
  }));
  const alike = new Map(rows.map(({ cells }) => [cells.join('|'), cells]));
  return tableOf(
    ['a newer statement', ...columns],
    [...alike].map(([text, cells]) => {
      const kinds = rows.filter((row) => row.cells.join('|') === text).map(({ kind }) => `\`${kind}\``);
      return [kinds.join(', '), ...cells];
    }),
  );
}

function clocksTable(): string {
  return tableOf(
    ['flag', 'rule', 'applies to', 'in a conflict', 'starts', 'which', 'days', 'answered by'],
    CLOCKS.map(({ flag, rule, appliesTo, appliesIn, starts, again, days, answeredBy }) => [
      `\`${flag}\``,
      rule,
      appliesTo.join(', '),
      appliesIn.join(', '),
      markWords(starts),
      again ? 'each' : 'first',
      String(days),
      markWords(answeredBy),
    ]),
  );
}

function markWords({ kinds = [], sources = [], regimes = [], ...rest }: ClockMark): string {
  const words = [
    ...(rest.custody === true ? ['the first evidence of custody'] : []),
    ...(rest.gravelyIll === true ? ['health_condition serious or critical'] : []),
    ...(rest.deathInCustody === true ? ['a death after custody'] : []),
    ...(rest.endOfHostilities === true ? ['the end of active hostilities that a category names'] : []),
    ...regimes.map((regime) => `detention in a regime ${regime}`),
    ...kinds,
    ...sources.map((source) => `source ${source}`),
  ];
  return words.length === 0 ? 'nothing but a newer start' : words.join(', ');
}

function flagsList(): string {
  const rows = RECORD_FLAGS.map((flag) => {
    const { words, notYet } = FLAG_MEANINGS[flag];
    return `- **\`${flag}\`**: ${words}${notYet === null ? '' : ` _Not yet raised: ${notYet}_`}`;
  });
  return rows.join('\n');
}

function statusList(): string {
  return WHEREABOUTS_STATUSES.map((status, index) => `${index + 1}. \`${status}\``).join('\n');
}

function newsClassesTable(): string {
  const classes = [...new Set(WHEREABOUTS_STATUSES.map(newsClass))];
  return tableOf(
    ['class', 'statuses'],
    classes.map((one) => [
      one,
      WHEREABOUTS_STATUSES.filter((status) => newsClass(status) === one)
        .map((status) => `\`${status}\``)
        .join(', '),
    ]),
  );
}

export function renderRecordRules(): string {
  return `# How a record is folded

This page is rendered from \`src/domain/records/fold-rules.ts\` and \`flags.ts\`; a test fails when they differ. The section
is that of the domain description: 3 is its vocabulary, 4 its rules of the fold.

A record is a pure function of the statements that its reader may see. The stages, each of which only runs when the one
before it gives nothing: a death that stands; a return that stands; custody, by the word of the holder; a loss.

## What counts, and in which order

${rulesList(false)}

## What decides a status

Every record names one of these as its reason, with the statements that decide and those that dissent.

${rulesList(true)}

## Why a line of a register is not an open order

A register says "lost in October 2020; found alive, as of 9 July 2026". The two intervals overlap, but their order is not
open: nobody is found before being lost, and no other loss is known that the finding could have ended. Without that
thought the rule for open orders would turn everybody who was ever found back into a missing person. The order is open
only where another history fits the dates as well:

- a capture and a release, both "in November 2020", told by two organisations: the capture may be a second one, after the release;
- a return "in November 2020" and a disappearance on the 15th, when an earlier capture in September is known, or a film of September that shows the
  person held: the return may have ended that custody;
- a capture on 2 May, a release "in May 2021" and a capture on the 20th, told at once by one organisation: nobody is taken twice who was not back;
- an escape "in May 2021" and a recapture on the 20th: nobody is taken again who had not got away;
- custody "from 2020 to 2023" of somebody who came back in May 2021 and disappeared in March 2022: it may have been before the return;
- a certificate of a death on 20 February and a sighting "in 2021": the sighting may be of December.

In these cases the status that keeps the search open stands and the record gives \`order_open\` as its reason, until somebody
learns a better date.

## What is told later

A statement under embargo counts for its giver and for the organisation that registered the person at once. For everybody else it
counts from the end of its embargo on, and not before; a withdrawal counts from the later of both moments. What it asserts stays what its giver
asserted: an open end reaches to the day on which it was given, and a line of a register stays one account. Big news waits so until a second person has verified it, and what is recorded of a found person waits for what that person wants: see
[holding-news.md](holding-news.md). The classes between which a move is news:

${newsClassesTable()}

## Statuses, from the one that keeps the search most open to the most final

Ties go to the one that stands first.

${statusList()}

## The state graph

What one newer credible statement of each kind makes of each status, by the plainest history that has that status. An empty
cell stays as it is; a closed record stays closed until its closure is retracted. Where a statement can name a party it names
the one that holds the person; a release is one that nobody attests, a denial one of this person, a search one in a place of
detention, a death one that media report, an identification one that the competent authority has signed, a hand-over one of
the whole.

${graphTable()}

These kinds move no status: ${UNMOVING_KINDS.map((kind) => `\`${kind}\``).join(', ')}.

## Clocks

A clock runs while the person is held, that of a death certificate while they are dead. Days count from the latest instant of
the start; 0 stands for "without delay" and for articles that name no time. The flag is raised from then on until something
that answers is known to us, whatever its grade. A clock rests only where all who say which conflict it is name one in which its
rule does not apply; where nobody says it, all run.

${clocksTable()}

## Flags

${flagsList()}
`;
}
