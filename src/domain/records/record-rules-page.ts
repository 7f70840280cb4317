// Renders the rules of the fold as the page docs/record-rules.md, so that page and code cannot tell different rules.

import { FLAG_MEANINGS, RECORD_FLAGS } from './flags.js';
import { RECORD_RULES, type RecordRule } from './fold-rules.js';
import { STATEMENT_KIND_GROUPS, isAcceptedKind } from './statement-kinds.js';
import { WHEREABOUTS_STATUSES, type WhereaboutsStatus } from './whereabouts-status.js';

/** Statuses that wait for kinds of statements which this version does not accept. */
const NOT_YET_REACHED: Readonly<Partial<Record<WhereaboutsStatus, string>>> = {
  whereabouts_lost: 'a dated absence: search_negative or refusal_of_information',
  remains_identified: 'remains_identified',
  remains_returned: 'remains_handed_over',
};

function rulesList(decides: boolean): string {
  const rules = Object.entries<RecordRule>(RECORD_RULES).filter(([, rule]) => rule.decides === decides);
  return rules.map(([name, { section, words }]) => `- **\`${name}\`** (${section}): ${words}`).join('\n');
}

function flagsList(): string {
  const rows = RECORD_FLAGS.map((flag) => {
    const { words, notYet } = FLAG_MEANINGS[flag];
    return `- **\`${flag}\`**: ${words}${notYet === null ? '' : ` _Not yet raised: ${notYet}_`}`;
  });
  return rows.join('\n');
}

function statusList(): string {
  const rows = WHEREABOUTS_STATUSES.map((status, index) => {
    const waits = NOT_YET_REACHED[status];
    return `${index + 1}. \`${status}\`${waits === undefined ? '' : ` (not yet reached; waits for ${waits})`}`;
  });
  return rows.join('\n');
}

function kindsNotAccepted(): string {
  const waiting = Object.values(STATEMENT_KIND_GROUPS)
    .flat()
    .filter((kind) => !isAcceptedKind(kind));
  return waiting.map((kind) => `\`${kind}\``).join(', ');
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
- a return "in November 2020" and a disappearance on the 15th, when an earlier capture in September is known: the return may have ended that one;
- a certificate of a death on 20 February and a sighting "in 2021": the sighting may be of December.

In these cases the status that keeps the search open stands and the record gives \`order_open\` as its reason, until somebody
learns a better date.

## Statuses, from the one that keeps the search most open to the most final

Ties go to the one that stands first.

${statusList()}

## Flags

${flagsList()}

## Kinds of statements that are not accepted yet

They are refused by name, and no rule above pretends to know them: ${kindsNotAccepted()}.
`;
}
