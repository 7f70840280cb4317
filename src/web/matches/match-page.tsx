// The page of two records that may be one person: what agrees, both side by side, what was said, and the verdict.

import type { ShownMatch } from '../../domain/matching/shown-match.js';
import type { ReadMatchAnswer } from '../../usecases/matches/read-match.js';
import { ConsoleForm, type FormSeal, type FormState } from '../forms/console-form.js';
import { SEEN_FIELD } from '../forms/seen-tag.js';
import { comparePoints } from '../links/comparison.js';
import { linkAddress } from '../links/link-pages.js';
import { PointsTable } from '../links/points-table.js';
import type { Labels } from '../records/statement-words.js';
import { whyInWords } from '../words/agreement-words.js';
import { instantInWords } from '../words/dates.js';
import { verdictGroups } from './match-fields.js';
import { MATCHES } from './match-list-page.js';
import { BAND_WORDS, DECIDERS_WORDS, registrantWords, SAID_WORDS, STATE_WORDS } from './match-words.js';

interface MatchProps {
  readonly answer: ReadMatchAnswer;
  readonly labels: Labels;
  readonly mayJudge: boolean;
  readonly seal: FormSeal;
  readonly state: FormState;
}

export function MatchPage({ answer, labels, mayJudge, seal, state }: MatchProps) {
  const { match, records } = answer;
  const [first, second] = match.persons;
  return (
    <>
      <h1>Are these two one person?</h1>
      <p class="lead">
        <strong>{STATE_WORDS[match.state]}.</strong> {BAND_WORDS[match.band]}. {DECIDERS_WORDS[match.deciders]}
      </p>
      {state.refusal?.code === 'precondition_failed' && (
        <p class="notice">
          Below stand both records as they are now; what you wrote is kept. Look at them once more before you send it
          again.
        </p>
      )}
      <section class="sheet">
        <h2>What agrees, and what does not</h2>
        <ul>
          {whyInWords(match.why).map((words) => (
            <li>{words}</li>
          ))}
        </ul>
        <p class="small">
          Found {instantInWords(match.foundAt)}. No name is shown here; looking at one is a disclosure.
        </p>
      </section>
      <PointsTable
        points={comparePoints(records[0], records[1], labels)}
        open={match.awaitsReader}
        first={sideOf('First', first)}
        second={sideOf('Second', second)}
      />
      <Said match={match} />
      <Verdict {...{ answer, mayJudge, seal, state }} />
    </>
  );
}

function sideOf(place: string, person: ShownMatch['persons'][number] | undefined) {
  const { pseudonym = '', own = false } = person ?? {};
  return { words: `${place}, ${registrantWords(own)}`, pseudonym, own };
}

function Verdict({ answer, mayJudge, seal, state }: Omit<MatchProps, 'labels'>) {
  const { match } = answer;
  if (!match.awaitsReader) return <p class="notice">Nothing is left for you to say here.</p>;
  if (!mayJudge) return <p class="notice">A verifier of your organisation decides this.</p>;
  return (
    <section class="middle" aria-labelledby="verdict">
      <h2 id="verdict">Your verdict</h2>
      <ConsoleForm
        action={`${MATCHES}/${match.id}/verdicts`}
        seal={seal}
        groups={verdictGroups(match)}
        state={state}
        button="Record the verdict"
      >
        <input type="hidden" name={SEEN_FIELD} value={answer.tag} />
      </ConsoleForm>
    </section>
  );
}

function Said({ match: { verdicts, linkId, persons } }: { readonly match: ShownMatch }) {
  const [person] = persons;
  return (
    <>
      {verdicts.length > 0 && (
        <section class="sheet">
          <h2>What was said of it</h2>
          <ol>
            {verdicts.map(({ organisation, username, verdict, reason, at }) => (
              <li>
                <strong>{SAID_WORDS[verdict]}</strong>, {organisation}
                {username !== null && ` (${username})`}, {instantInWords(at)}. Reason: {reason}
              </li>
            ))}
          </ol>
        </section>
      )}
      {linkId !== null && person !== undefined && (
        <p class="notice">
          A link between the two is proposed or stands. <a href={linkAddress(person.pseudonym, linkId)}>See the link</a>
        </p>
      )}
    </>
  );
}
