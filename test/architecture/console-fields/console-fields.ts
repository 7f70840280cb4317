// Every field of the console into which any text can be typed: the reviewed table. One that is missing here fails.

/**
 * `form`: the domain takes nothing but a date, a code, a key, an id, a pseudonym or a username there. `sealed`: goes to the vault. `secret`: is
 * compared and never kept as it is. `warned`: looked through before it is kept, by the same detector as at the API.
 */
export type ConsoleField =
  | 'form'
  | 'sealed'
  | 'secret'
  | 'warned'
  /** Kept as it stands and not looked through, or not kept, for this reason. */
  | { readonly open: string };

const ASKED = { open: 'looked for and not kept' };

/** By the name of the field, or the end of it; with a route before it where a name stands for several things. */
export const CONSOLE_FIELDS: Readonly<Record<string, ConsoleField>> = {
  agreement: 'form',
  asOf: 'form',
  assignedTo: 'form',
  clause: 'form',
  day: 'form',
  died: 'form',
  firstPublished: 'form',
  handedOver: 'form',
  into: 'form',
  made: 'form',
  persons: 'form',
  pseudonym: 'form',
  seen: 'form',
  sha256: 'form',
  username: 'form',
  valid: 'form',
  'details/evidence': 'form',
  'details/ground': 'form',
  'details/hostilitiesEnded': 'form',
  'details/nationalities': 'form',
  'details/offence': 'form',
  'details/person': 'form',
  'details/remains': 'form',
  'particulars/nationalities': 'form',
  'sightings/*/person': 'form',
  lost: 'form',
  months: 'form',

  'identity/birthDate': 'sealed',
  'identity/circumstances': 'sealed',
  'identity/marks': 'sealed',
  'identity/names/*/text': 'sealed',
  'identity/notes': 'sealed',
  'identity/unit': 'sealed',
  'nextOfKin/*/contact': 'sealed',
  'nextOfKin/*/kinship': 'sealed',
  'nextOfKin/*/name': 'sealed',
  'enquirer/address': 'sealed',
  'enquirer/email': 'sealed',
  'enquirer/name': 'sealed',
  'enquirer/phone': 'sealed',
  'safeChannel/details': 'sealed',
  // A file.
  content: 'sealed',
  'POST /console/tracing-requests/:id/safe-channel /details': 'sealed',
  'POST /console/lists /lines': 'sealed',

  password: 'secret',
  'POST /sign-in /username': 'secret',
  'POST /sign-in /code': 'secret',
  reason: 'warned',
  // A list of codes, which would be a sentence word by word. Single codes are looked through too, and take no sentence besides.
  'details/independentOf': 'warned',

  label: { open: 'what a side is called, by an administrator, who sees no case' },
  organisationName: { open: 'what an office is called, by an administrator, who sees no case' },
  link: 'warned',
  reference: 'warned',
  'POST /console/search /name': ASKED,
  'sought/birthDate': ASKED,
  'sought/names/*/text': ASKED,
  'GET /console/published-figures publisher': ASKED,
};

/** Controls of which a browser gives one of a closed list, a day or a number; whatever else is sent there is refused by the domain. */
export const CLOSED_CONTROLS: ReadonlySet<string> = new Set(['hidden', 'checkbox', 'select', 'date', 'number']);

const WITH_FACTOR =
  'nobody of the story has a second factor, and its fields are those of a sign-in (test/web/account.test.ts)';

/** Addresses to which no page of a lived-in registry has a form, each with the reason. */
export const NO_FORM: Readonly<Record<string, string>> = {
  '/console/account/second-factor/confirm': WITH_FACTOR,
  '/console/account/second-factor/remove': WITH_FACTOR,
  '/console/administration/users/:userId/second-factor/remove': WITH_FACTOR,
};

/** Pages of the console that nobody is shown as a page, each with the reason. */
export const NOT_SHOWN: Readonly<Record<string, string>> = {
  '/console': 'leads on to the first page of the menu of whoever signs in',
  '/console/figures/cells.csv': 'a file',
  '/console/figures/cohort/cells.csv': 'a file',
  '/console/figures/flow/cells.csv': 'a file',
  '/console/figures/flow/picture.svg': 'a picture',
  '/console/figures/picture.svg': 'a picture',
  '/console/persons/:pseudonym/access-report/export': 'a file',
  '/console/published-figures/:id/beside.svg': 'a picture',
  '/console/published-figures/:id/beside.png': 'the same as pixels',
  '/console/lists/:id/export': 'a file',
};
