// Asks every page of the console, by its address, what no page can be asked, and brings back each refusal: as programs and as people read it.

import type { MirroredServices } from '../../support/crowd/mirrored-services.js';
import type { ConsoleWalk, ShownPage } from './console-walk.js';

export interface RefusedQuestion {
  readonly route: string;
  /** As programs are told. */
  readonly pointer: string;
  /** What people read between the headings and the buttons of the page, as text. */
  readonly page: string;
}

/** No code, day, id or number; and a day that no calendar has. */
const UNASKABLE = ['no-such-thing', '2021-02-30'];

interface Described {
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, { parameters?: readonly { in: string; name: string }[] }>>>
  >;
}

/** What addresses of pages ask where the walk met them, and what the API can be asked: a page passes over the rest. */
async function namesOf(walk: ConsoleWalk, services: MirroredServices): Promise<ReadonlySet<string>> {
  const { body } = await services.ask(null, 'GET', '/docs/openapi.json');
  const operations = Object.values((body as Described).paths).flatMap((path) => Object.values(path));
  const parameters = operations.flatMap((operation) => operation.parameters ?? []);
  return new Set([...walk.asked, ...parameters.filter((one) => one.in === 'query').map(({ name }) => name)]);
}

export async function refusedQuestions(
  walk: ConsoleWalk,
  services: MirroredServices,
): Promise<readonly RefusedQuestion[]> {
  const names = await namesOf(walk, services);
  const found: RefusedQuestion[] = [];
  for (const [route, shown] of walk.shown) {
    for (const text of UNASKABLE) found.push(...(await refusedOn({ route, shown, text, names }, services)));
  }
  return found;
}

interface Asking {
  readonly route: string;
  readonly shown: ShownPage;
  readonly text: string;
  readonly names: ReadonlySet<string>;
}

/** What a question that was refused is asked next, so that the refusals behind it are met: of most that ask for a day, this is one. */
const ASKABLE = '2021-01-01';

async function refusedOn(
  { route, shown, text, names }: Asking,
  services: MirroredServices,
): Promise<RefusedQuestion[]> {
  const found: RefusedQuestion[] = [];
  const asked = new Map([...names].map((name) => [name, text]));
  for (;;) {
    const address = `${shown.address}?${new URLSearchParams([...asked]).toString()}`;
    const ask = (accept: string): ReturnType<MirroredServices['ask']> =>
      services.ask(shown.member, 'GET', address, { asPage: true, headers: { accept } });
    const { body } = await ask('application/json');
    const pointers = ((body as { errors?: { pointer: string }[] } | undefined)?.errors ?? []).map((one) => one.pointer);
    const page = pointers.length === 0 ? '' : wordsOf((await ask('text/html')).text);
    found.push(...pointers.map((pointer) => ({ route, pointer, page })));
    const refused = pointers.map((pointer) => pointer.slice(1)).filter((name) => asked.has(name));
    if (refused.length === 0) return found;
    for (const name of refused) {
      if (asked.get(name) === ASKABLE) asked.delete(name);
      else asked.set(name, ASKABLE);
    }
  }
}

function wordsOf(html: string): string {
  const main = html.slice(html.indexOf('<main'), html.indexOf('</main>'));
  return main
    .replace(/<h1>.*?<\/h1>|<p class="(?:actions|small)">.*?<\/p>/gs, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
