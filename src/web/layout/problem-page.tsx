// What a person is told when a page cannot be shown, and what they can do next.

import type { Problem } from '../../request/problem.js';
import { summaryWords } from '../forms/fault-words.js';
import { questionWords } from './asked-words.js';

const NEXT_STEPS: Readonly<Record<number, string>> = {
  400: 'Go back and try once more from the page itself.',
  401: 'Sign in and open the page again.',
  403: 'If you need this for your work, ask your coordinator or administrator for the role.',
  404: 'Check the address or pseudonym. A person whom your organisation may not see looks the same as nobody.',
  405: 'Open the page from the menu.',
  409: 'Open the page again to see the present state.',
  413: 'Shorten what you entered, or choose a smaller file.',
  415: 'Open the page from the menu and use its form.',
  422: 'Go back, mend what is named above, and send it again.',
  429: 'Wait a minute, then open the page again.',
  500: 'Try again. If it happens again, report the request id below.',
  503: 'Nothing was changed that you were not told of. Try again in a few seconds.',
};

export function ProblemPage({ problem, signedIn }: { readonly problem: Problem; readonly signedIn: boolean }) {
  return (
    <section class="narrow">
      <h1>{problem.title}</h1>
      {problem.detail !== undefined && <p>{summaryWords({ message: problem.detail, faults: problem.errors })}</p>}
      {problem.errors.length > 0 && (
        <ul>
          {problem.errors.map((fault) => (
            <li>{questionWords(fault)}</li>
          ))}
        </ul>
      )}
      <p>{NEXT_STEPS[problem.status] ?? NEXT_STEPS[problem.status < 500 ? 400 : 500]}</p>
      <p class="actions">
        {problem.status === 401 ? (
          <a class="button main" href="/sign-in">
            Sign in
          </a>
        ) : (
          <a class="button" href={signedIn ? '/console' : '/'}>
            {signedIn ? 'To the console' : 'To the public page'}
          </a>
        )}
      </p>
      <p class="small">
        Status {problem.status}, code <code>{problem.code}</code>, request id <code>{problem.requestId}</code>
      </p>
    </section>
  );
}
