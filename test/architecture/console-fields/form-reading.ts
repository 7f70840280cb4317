// Reads the forms of a page: where each is sent, and every field that a browser would send with it.

export interface ReadField {
  readonly name: string;
  /** `textarea`, `select`, or the type of an input. */
  readonly control: string;
  /** As it is drawn; the first choice of a list of choices, and nothing of a text area. */
  readonly value: string;
  readonly required: boolean;
}

export interface ReadForm {
  readonly method: 'GET' | 'POST';
  /** Without its query. */
  readonly action: string;
  readonly fields: readonly ReadField[];
  /** Of its choices, by the name of the field. */
  readonly choices: ReadonlyMap<string, readonly string[]>;
}

const ANY_TAG = /<[a-z][\w-]*((?:\s+[^\s=>"/]+(?:="[^"]*")?)*)\s*\/?>/g;
const TAG = /<(\/?)(form|input|textarea|select|option|a)((?:\s+[^\s=>"/]+(?:="[^"]*")?)*)\s*\/?>/g;

function attributesOf(text: string): ReadonlyMap<string, string> {
  return new Map(
    [...text.matchAll(/([^\s=>"/]+)(?:="([^"]*)")?/g)].map(([, name = '', value = '']) => [name, plain(value)]),
  );
}

function plain(text: string): string {
  return text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** What is open as the tags of a page are read one after the other. */
class FormReader {
  readonly forms: {
    method: ReadForm['method'];
    action: string;
    fields: ReadField[];
    choices: Map<string, string[]>;
  }[] = [];
  private isOpen = false;
  private chosen: string | null = null;

  constructor(private readonly address: string) {}

  form(attributes: ReadonlyMap<string, string>): void {
    const method = attributes.get('method')?.toUpperCase() === 'POST' ? 'POST' : 'GET';
    const [action = ''] = (attributes.get('action') ?? this.address).split('?');
    this.forms.push({ method, action, fields: [], choices: new Map() });
    this.isOpen = true;
  }

  end(): void {
    this.isOpen = false;
  }

  option(attributes: ReadonlyMap<string, string>): void {
    if (this.chosen !== null)
      this.forms
        .at(-1)
        ?.choices.get(this.chosen)
        ?.push(attributes.get('value') ?? '');
  }

  field(tag: string, attributes: ReadonlyMap<string, string>): void {
    const name = attributes.get('name');
    if (name === undefined) return;
    const form = this.forms.at(-1);
    if (form === undefined || !this.isOpen) throw new Error(`${this.address} has a field ${name} outside of any form`);
    const control = tag === 'input' ? (attributes.get('type') ?? 'text') : tag;
    form.fields.push({ name, control, value: attributes.get('value') ?? '', required: attributes.has('required') });
    this.chosen = tag === 'select' ? name : null;
    if (tag === 'select') form.choices.set(name, []);
  }
}

/** A field outside of any form is a fault of the page, and throws: nobody could say where it is sent. */
export function formsOf(html: string, address: string): readonly ReadForm[] {
  const reader = new FormReader(address);
  for (const [, closing, tag = '', text = ''] of html.matchAll(TAG)) {
    if (tag === 'form' && closing !== '') reader.end();
    if (closing !== '' || tag === 'a') continue;
    const attributes = attributesOf(text);
    if (tag === 'form') reader.form(attributes);
    else if (tag === 'option') reader.option(attributes);
    else reader.field(tag, attributes);
  }
  return reader.forms;
}

/** Elements of one name: labels, hints and links to a fault would lead to the first of them alone. */
export function idsTwiceIn(html: string): readonly string[] {
  const ids = [...html.matchAll(ANY_TAG)].flatMap(([, text = '']) => attributesOf(text).get('id') ?? []);
  return [...new Set(ids.filter((id, at) => ids.indexOf(id) !== at))];
}

/** Addresses within the console to which a page leads. */
export function linksOf(html: string): readonly string[] {
  return [...html.matchAll(TAG)].flatMap(([, closing, tag, text = '']) => {
    const href = tag === 'a' && closing === '' ? attributesOf(text).get('href') : undefined;
    return href?.startsWith('/console') === true ? [href.split('#')[0] ?? ''] : [];
  });
}
