// No text that somebody types at the console is kept unreviewed: every field of every form stands in the table, and is refused or warned of as it says.

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { CONFIRMATION_BOX } from '../../../src/request/actor.guard.js';
import { DEALINGS, MirroredServices } from '../../support/crowd/mirrored-services.js';
import { questionLabel, QUESTIONS } from '../../../src/web/layout/asked-words.js';
import { faultsOf, type PageAnswer } from '../../web/form-client.js';
import { tellStory } from '../mirror/crowd-story.js';
import { OPEN_FIELDS } from '../open-fields.js';
import { refusedQuestions, type RefusedQuestion } from './asked-of-pages.js';
import { CLOSED_CONTROLS, CONSOLE_FIELDS, NO_FORM, NOT_SHOWN, type ConsoleField } from './console-fields.js';
import { ConsoleWalk, type FoundForm } from './console-walk.js';
import { formsOf, idsTwiceIn } from './form-reading.js';
import { FormSender } from './form-sending.js';
import { leaveWorkOpen } from './unfinished-work.js';

const CROWD = 8;
/** Places at which one field of one form is tried. */
const MOST_TRIED = 12;
const NUMBER = 'Ask at 0170 123 4567.';
/** The same in a field that takes nothing but an address. */
const NUMBER_IN_LINK = 'https://media.example/?ask=0170%20123%204567';
const SENTENCE = 'Ask Arvel Tassin at 0170 123 4567.';
jest.setTimeout(900_000);

interface OpenField {
  readonly where: string;
  readonly name: string;
  readonly entry: string | null;
  readonly form: FoundForm;
  /** With the number of its row. */
  readonly sent: string;
}

/** The longest end of a name that the table knows, with its route first. */
function entryOf(where: string, name: string): string | null {
  if (Object.hasOwn(CONSOLE_FIELDS, `${where} ${name}`)) return `${where} ${name}`;
  const steps = name.split('/').filter((step) => step !== '');
  for (let from = 0; from < steps.length; from += 1) {
    const end = steps.slice(from).join('/');
    if (Object.hasOwn(CONSOLE_FIELDS, end)) return end;
  }
  return null;
}

function openFieldsOf(forms: readonly FoundForm[]): readonly OpenField[] {
  return forms.flatMap((form) =>
    form.fields
      .filter(({ control }) => !CLOSED_CONTROLS.has(control))
      .map(({ name, pattern }) => {
        const where = `${form.method} ${form.route}`;
        return { where, name: pattern, entry: entryOf(where, pattern), form, sent: name };
      }),
  );
}

const unreviewed = (fields: readonly OpenField[]): string[] => [
  ...new Set(fields.filter(({ entry }) => entry === null).map(({ where, name }) => `${where} ${name}`)),
];

/** One list for each form and field, of the places where it was met. */
function byField(fields: readonly OpenField[]): readonly (readonly OpenField[])[] {
  const found = new Map<string, OpenField[]>();
  for (const field of fields) {
    const key = `${field.where} ${field.name}`;
    found.set(key, [...(found.get(key) ?? []), field]);
  }
  return [...found.values()];
}

let services: MirroredServices;
let walk: ConsoleWalk;
let fields: readonly OpenField[];
let sender: FormSender;

beforeAll(async () => {
  services = await MirroredServices.open([DEALINGS[0]]);
  const clerk = await tellStory(services, CROWD);
  const somebody = await leaveWorkOpen(clerk);
  walk = new ConsoleWalk(clerk);
  await walk.walkAll();
  fields = openFieldsOf(walk.found);
  sender = new FormSender(services, somebody);
});
afterAll(() => services.stop());

describe('the walk', () => {
  it('is shown every page, and meets a form for every address that takes one', () => {
    expect(walk.routes('GET').filter((route) => !walk.shown.has(route))).toEqual(Object.keys(NOT_SHOWN));
    const met = new Set(walk.found.filter(({ method }) => method === 'POST').map(({ route }) => route));
    expect(walk.routes('POST').filter((route) => !met.has(route))).toEqual(Object.keys(NO_FORM));
  });
});

describe('a page of the console', () => {
  it('names none of its elements as another one', () => {
    expect([...walk.idsTwice]).toEqual([]);
  });

  it('is read as a browser would read its names', () => {
    const html =
      '<p id="a">&lt;p id="a"&gt;</p><input name="x" id="b"><label for="b" title="a > id=c"><i class="c" id="b"></i><b data-id="a">';
    expect(idsTwiceIn(html)).toEqual(['b']);
  });
});

describe('a field of the console that takes any text', () => {
  it('stands in the reviewed table, and the table holds no other', () => {
    expect(byField(fields).length).toBeGreaterThan(80);
    expect(unreviewed(fields)).toEqual([]);
    const used = new Set(fields.map(({ entry }) => entry));
    expect(Object.keys(CONSOLE_FIELDS).filter((entry) => !used.has(entry))).toEqual([]);
  });

  it('is reviewed as the field of the API of the same name is', () => {
    const same = Object.entries(CONSOLE_FIELDS).filter(([name]) => Object.hasOwn(OPEN_FIELDS, name));
    expect(same.length).toBeGreaterThan(20);
    for (const [name, review] of same) expect([name, review]).toEqual([name, OPEN_FIELDS[name]]);
  });

  it('is warned of before it is kept, where the table says so', async () => {
    const isWarned: Verdict = ({ html }) => html.includes(`name="${CONFIRMATION_BOX}"`);
    expect(await otherwiseAnswered('warned', NUMBER, isWarned)).toEqual([]);
  });

  it('takes no sentence, where the table says that it has a form', async () => {
    const isRefused: Verdict = (answer, { form, sent }) =>
      faultsOf(answer).includes(sent) || (form.method === 'GET' && answer.status === 422);
    expect(await otherwiseAnswered('form', SENTENCE, isRefused)).toEqual([]);
  });
});

type Verdict = (answer: PageAnswer, field: OpenField) => boolean;

/**
 * Sends the text in every such field, and says which were nowhere answered as they should be. A form is tried where it was met, since a thing
 * may be in a state in which it refuses whatever is sent; what was taken once is not tried again.
 */
async function otherwiseAnswered(review: ConsoleField, typed: string, isRight: Verdict): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const places of byField(fields.filter(({ entry }) => entry !== null && CONSOLE_FIELDS[entry] === review))) {
    const told: string[] = [];
    for (const field of places.slice(0, MOST_TRIED)) {
      const text = field.entry === 'link' && review === 'warned' ? NUMBER_IN_LINK : typed;
      const answer = await sender.send(field.form, field.sent, text);
      told.push(`${field.where} ${field.name}: ${answer.status} ${faultsOf(answer).join(' ')}`);
      if (isRight(answer, field)) told.length = 0;
      if (told.length === 0 || answer.status === 303) break;
    }
    wrong.push(...told.slice(-1));
  }
  return wrong;
}

describe('a question that an address asks of a page, and that is refused', () => {
  let refused: readonly RefusedQuestion[];
  beforeAll(async () => {
    refused = await refusedQuestions(walk, services);
  });

  it('is called by the words of its field, and by no pointer', () => {
    const pointers = [...new Set(refused.map(({ pointer }) => pointer))].sort();
    expect(pointers).toEqual(Object.keys(QUESTIONS).sort());
    const untold = refused.filter(({ pointer, page }) => !page.includes(questionLabel(pointer) ?? pointer));
    expect(untold.map(({ route, pointer }) => `${route} ${pointer}`)).toEqual([]);
    expect(refused.filter(({ page }) => /(?:^|[\s>"(])\/[a-z]\w*\b(?! *\/)/.test(page)).map(shortly)).toEqual([]);
  });

  it('is told without the names and codes that are for programs', () => {
    const forPrograms = refused.filter(({ page }) => /The field|one of \w+,|nextCursor|\bcursor\b/.test(page));
    expect(forPrograms.map(shortly)).toEqual([]);
  });
});

const shortly = ({ route, pointer, page }: RefusedQuestion): string => `${route} ${pointer}: ${page}`;

describe('the inventory', () => {
  it('finds a field that is planted on a page', () => {
    const planted = new ConsoleWalk({ services } as never);
    const form = '<form method="post" action="/console/lists"><textarea name="/remark"></textarea></form>';
    planted.take(form, '/console/lists/new', null);
    expect(unreviewed(openFieldsOf(planted.found))).toEqual(['POST /console/lists /remark']);
  });

  it('finds one without a type, in a row, and beside an attribute that holds a bracket', () => {
    const html =
      '<form action="/console/search?a=1" aria-label="a > b"><input name="/rows/3/text" required><select name="s"><option value="x">X</option></select></form>';
    expect(formsOf(html, '/console/search')).toEqual([
      {
        method: 'GET',
        action: '/console/search',
        fields: [
          { name: '/rows/3/text', control: 'text', value: '', required: true },
          { name: 's', control: 'select', value: '', required: false },
        ],
        choices: new Map([['s', ['x']]]),
      },
    ]);
  });

  it('does not pass over a field outside of any form', () => {
    expect(() => formsOf('<input name="astray">', '/console')).toThrow('astray');
  });
});
