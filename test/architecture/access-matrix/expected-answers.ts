// What every operation answers to whoever may ask it by their role: the reviewed table. An operation that is missing here fails the test.

/**
 * `about` is what is made for the address (a method of AskedThings). Then what is answered
 * - `own`: to its own organisation, asked about a private thing;
 * - `nothing`: to the same, asked about what does not exist;
 * - `private`: to an independent organisation that may not know of it, though it has the right address;
 * - `shared`: to the same, about a thing that is shared with independent organisations;
 * - `bound`: to an organisation that depends on a party, about that shared thing.
 * Whoever's role is not in the policy's row of the operation (route-matrix.ts) is answered 403 in each of them. A role in brackets is answered
 * otherwise. What is everybody's (figures, releases, accounts) has one answer in all.
 */
const TABLE = `
route                                                        | about                | own                | nothing | private | shared | bound
POST /v1/auth/sign-out                                       | -                    | 204                |       - |       - |      - |     -
GET /v1/me                                                   | -                    | 200                |       - |       - |      - |     -
GET /v1/auth/second-factor                                   | -                    | 200                |       - |       - |      - |     -
POST /v1/auth/second-factor                                  | ownAccount           | 201                |       - |       - |      - |     -
POST /v1/auth/second-factor/confirm                          | -                    | 409                |       - |       - |      - |     -
POST /v1/auth/second-factor/remove                           | -                    | 409                |       - |       - |      - |     -
GET /v1/auth/sessions                                        | -                    | 200                |       - |       - |      - |     -
POST /v1/auth/sessions/end                                   | ownAccount           | 200                |       - |       - |      - |     -
POST /v1/persons                                             | -                    | 201                |       - |       - |      - |     -
GET /v1/persons                                              | -                    | 200                |       - |       - |      - |     -
GET /v1/persons/:pseudonym                                   | person               | 200                |     404 |     404 |    200 |   404
GET /v1/persons/:pseudonym/status                            | person               | 200                |     404 |     404 |    200 |   404
PATCH /v1/persons/:pseudonym/identity                        | person               | 200                |     404 |     404 |    403 |   404
GET /v1/persons/:pseudonym/statements                        | person               | 200                |     404 |     404 |    200 |   404
POST /v1/persons/:pseudonym/statements                       | person               | 201                |     404 |     404 |    201 |   404
GET /v1/persons/:pseudonym/assignments                       | person               | 200                |     404 |     404 |    403 |   404
POST /v1/persons/:pseudonym/assignments                      | assignment           | 201                |     404 |     404 |    403 |   404
DELETE /v1/persons/:pseudonym/assignments/:username          | assignment           | 204                |     404 |     404 |    403 |   404
GET /v1/persons/:pseudonym/links                             | person               | 200                |     404 |     404 |    200 |   404
POST /v1/persons/:pseudonym/links                            | twoPersons           | 201                |     404 |     404 |    201 |   404
GET /v1/persons/:pseudonym/links/:linkId                     | link                 | 200                |     404 |     404 |    404 |   404
POST /v1/persons/:pseudonym/links/:linkId/review             | link                 | 201                |     404 |     404 |    404 |   404
POST /v1/persons/:pseudonym/links/:linkId/withdrawal         | confirmedLink        | 201                |     404 |     404 |    403 |   404
GET /v1/links                                                | -                    | 200                |       - |       - |      - |     -
GET /v1/matches                                              | -                    | 200                |       - |       - |      - |     -
GET /v1/matches/:id                                          | match                | 200                |     404 |     404 |    404 |   404
POST /v1/matches/:id/verdicts                                | match                | 201                |     404 |     404 |    404 |   404
GET /v1/persons/:pseudonym/disclosures                       | person               | 200                |     404 |     404 |    403 |   404
POST /v1/persons/:pseudonym/disclosures                      | person               | 201                |     404 |     404 |    403 |   404
GET /v1/persons/:pseudonym/disclosures/:disclosureId         | disclosure           | 200                |     404 |     404 |    403 |   404
DELETE /v1/persons/:pseudonym/disclosures/:disclosureId      | disclosure           | 204                |     404 |     404 |    404 |   404
GET /v1/search/quota                                         | -                    | 200                |       - |       - |      - |     -
GET /v1/persons/:pseudonym/access-report                     | person               | 200                |     404 |     404 |    403 |   404
GET /v1/persons/:pseudonym/access-report/export              | person               | 200                |     404 |     404 |    403 |   404
POST /v1/persons/:pseudonym/disclosure-requests              | person               | 201                |     404 |     404 |    201 |   404
GET /v1/disclosure-requests                                  | -                    | 200                |       - |       - |      - |     -
GET /v1/disclosure-requests/:requestId                       | disclosureRequest    | 200                |     404 |     404 |    404 |   404
POST /v1/disclosure-requests/:requestId/approval             | disclosureRequest    | 200                |     404 |     404 |    404 |   404
POST /v1/disclosure-requests/:requestId/refusal              | disclosureRequest    | 200                |     404 |     404 |    404 |   404
POST /v1/disclosure-requests/:requestId/withdrawal           | ownDisclosureRequest | 200                |     404 |     404 |    404 |   404
POST /v1/disclosure-requests/:requestId/revocation           | approvedRequest      | 200                |     404 |     404 |    404 |   404
POST /v1/persons/:pseudonym/erasures                         | person               | 201                |     404 |     404 |    403 |   404
GET /v1/persons/:pseudonym/erasures                          | person               | 200                |     404 |     404 |    403 |   404
POST /v1/persons/:pseudonym/erasures/:erasureId/confirmation | erasure              | 201                |     404 |     404 |    403 |   404
DELETE /v1/persons/:pseudonym/erasures/:erasureId            | erasure              | 204                |     404 |     404 |    403 |   404
GET /v1/persons/:pseudonym/retention                         | person               | 200                |     404 |     404 |    403 |   404
PUT /v1/persons/:pseudonym/retention                         | undatedPerson        | 200                |     404 |     404 |    403 |   404
POST /v1/persons/:pseudonym/retention/reopening              | closedPerson         | 201                |     404 |     404 |    403 |   404
GET /v1/retention                                            | -                    | 200                |       - |       - |      - |     -
PUT /v1/retention/rule                                       | -                    | 200                |       - |       - |      - |     -
POST /v1/statements/:id/retraction                           | statement            | 201                |     404 |     404 |    403 |   404
POST /v1/statements/:id/supersession                         | statement            | 201                |     404 |     404 |    403 |   404
GET /v1/news                                                 | -                    | 200                |       - |       - |      - |     -
PUT /v1/news/rule                                            | -                    | 200                |       - |       - |      - |     -
POST /v1/statements/:id/verification                         | heldStatement        | 201                |     404 |     404 |    404 |   404
GET /v1/persons/:pseudonym/wills                             | person               | 200                |     404 |     404 |    403 |   404
POST /v1/persons/:pseudonym/wills                            | person               | 201                |     404 |     404 |    403 |   404
POST /v1/persons/:pseudonym/tasks                            | person               | 201                |     404 |     404 |    201 |   404
GET /v1/tasks                                                | -                    | 200                |       - |       - |      - |     -
GET /v1/tasks/releases                                       | -                    | 200                |       - |       - |      - |     -
GET /v1/tasks/splits                                         | -                    | 200                |       - |       - |      - |     -
GET /v1/tasks/splits/:splitId                                | askedSplit           | 200                |     404 |     404 |    404 |   404
POST /v1/tasks/splits/:splitId/answers                       | askedSplit           | 201                |     404 |     404 |    404 |   404
POST /v1/tasks/:id/completion                                | task                 | 201 (verifier 403) |     404 |     404 |    404 |   404
POST /v1/tasks/:id/reopening                                 | doneTask             | 201 (verifier 403) |     404 |     404 |    404 |   404
POST /v1/tasks/:id/assignment                                | task                 | 201 (verifier 403) |     404 |     404 |    404 |   404
POST /v1/tracing-requests                                    | person               | 201                |     404 |     404 |    201 |   404
GET /v1/tracing-requests                                     | -                    | 200                |       - |       - |      - |     -
GET /v1/tracing-requests/:id                                 | request              | 200                |     404 |     404 |    404 |   404
POST /v1/tracing-requests/:id/transitions                    | request              | 201                |     404 |     404 |    404 |   404
POST /v1/tracing-requests/:id/consents                       | request              | 201                |     404 |     404 |    404 |   404
PUT /v1/tracing-requests/:id/safe-channel                    | request              | 200                |     404 |     404 |    404 |   404
POST /v1/tracing-requests/:id/assignment                     | request              | 201                |     404 |     404 |    404 |   404
POST /v1/tracing-requests/:id/disclosures                    | request              | 201                |     404 |     404 |    404 |   404
GET /v1/tracing-requests/:id/disclosures                     | request              | 200                |     404 |     404 |    404 |   404
POST /v1/lists                                               | -                    | 201                |       - |       - |      - |     -
GET /v1/lists                                                | -                    | 200                |       - |       - |      - |     -
GET /v1/lists/:id                                            | list                 | 200                |     404 |     404 |    404 |   404
GET /v1/lists/:id/export                                     | list                 | 200                |     404 |     404 |    404 |   404
POST /v1/lists/:id/answers                                   | list                 | 201                |     404 |     404 |    404 |   404
POST /v1/lists/:id/answers/:answerId/withdrawal              | answeredList         | 201                |     404 |     404 |    404 |   404
POST /v1/lists/:id/suggestions                               | list                 | 200                |     404 |     404 |    404 |   404
POST /v1/lists/:id/lines/:line/match                         | list                 | 201                |     404 |     404 |    404 |   404
POST /v1/lists/:id/lines/:line/match/withdrawal              | matchedList          | 201                |     404 |     404 |    404 |   404
POST /v1/lists/:id/lines/:line/disclosures                   | matchedList          | 201                |     404 |     404 |    404 |   404
POST /v1/search                                              | -                    | 200                |       - |       - |      - |     -
POST /v1/inquiries                                           | -                    | 201                |       - |       - |      - |     -
GET /v1/inquiries                                            | -                    | 200                |       - |       - |      - |     -
GET /v1/inquiries/:id                                        | inquiry              | 200                |     404 |     404 |    404 |   404
GET /v1/inquiries/:id/replies                                | waitingInquiry       | 404                |     404 |     404 |    404 |   404
POST /v1/inquiries/:id/replies                               | waitingInquiry       | 404                |     404 |     404 |    404 |   404
POST /v1/inquiries/:id/replies/:replyId/decision             | askedConsent         | 404                |     404 |     404 |    404 |   404
GET /v1/tasks/replies                                        | -                    | 200                |       - |       - |      - |     -
GET /v1/tasks/consents                                       | -                    | 200                |       - |       - |      - |     -
POST /v1/tasks/consents/:replyId/answers                     | askedConsent         | 201                |     404 |     404 |    404 |   404
POST /v1/exchanges                                           | -                    | 201                |       - |       - |      - |     -
GET /v1/exchanges                                            | -                    | 200                |       - |       - |      - |     -
GET /v1/exchanges/:id                                        | exchange             | 200                |     404 |     404 |    200 |   404
POST /v1/exchanges/:id/steps                                 | exchange             | 201                |     404 |     404 |    403 |   404
GET /v1/exchanges/:id/debriefs                               | debrief              | 200                |     404 |     404 |    200 |   404
POST /v1/exchanges/:id/debriefs                              | handOver             | 201                |     404 |     404 |    201 |   404
POST /v1/exchanges/:id/debriefs/:debriefId/answers           | debrief              | 201                |     404 |     404 |    404 |   404
POST /v1/exchanges/:id/debriefs/:debriefId/consents          | heldDebrief          | 201                |     404 |     404 |    404 |   404
POST /v1/exchanges/:id/debriefs/:debriefId/sightings         | heldDebrief          | 201                |     404 |     404 |    404 |   404
POST /v1/exchanges/:id/roster                                | exchange             | 201                |     404 |     404 |    403 |   404
GET /v1/statistics/:measure                                  | -                    | 200                |       - |       - |      - |     -
GET /v1/statistics/:measure/flow                             | -                    | 200                |       - |       - |      - |     -
GET /v1/statistics/:measure/cohort                           | -                    | 200                |       - |       - |      - |     -
GET /v1/statistics/:measure/cells.csv                        | -                    | 200                |       - |       - |      - |     -
GET /v1/statistics/:measure/flow/cells.csv                   | -                    | 200                |       - |       - |      - |     -
GET /v1/statistics/:measure/cohort/cells.csv                 | -                    | 200                |       - |       - |      - |     -
POST /v1/sites                                               | -                    | 201                |       - |       - |      - |     -
GET /v1/sites                                                | -                    | 200                |       - |       - |      - |     -
GET /v1/sites/:id                                            | site                 | 200                |     404 |     404 |    200 |   404
POST /v1/sites/:id/counts                                    | site                 | 201                |     404 |     404 |    403 |   404
POST /v1/remains                                             | -                    | 201                |       - |       - |      - |     -
GET /v1/remains                                              | -                    | 200                |       - |       - |      - |     -
GET /v1/remains/:id                                          | remains              | 200                |     404 |     404 |    200 |   404
POST /v1/remains/:id/links                                   | remains              | 201                |     404 |     404 |    201 |   404
POST /v1/remains/:id/links/:linkId/confirmation              | remainsLink          | 200                |     404 |     404 |    404 |   404
POST /v1/remains/:id/links/:linkId/withdrawal                | remainsLink          | 200                |     404 |     404 |    404 |   404
POST /v1/remains/:id/links/:linkId/hand-over                 | confirmedRemains     | 200                |     404 |     404 |    403 |   404
GET /v1/published-figures                                    | -                    | 200                |       - |       - |      - |     -
GET /v1/published-figures/:id                                | figure               | 200                |     404 |     200 |    200 |   200
GET /v1/published-figures/:id/beside.svg                     | figure               | 200                |     404 |     200 |    200 |   200
GET /v1/published-figures/:id/beside.png                     | figure               | 200                |     404 |     200 |    200 |   200
POST /v1/published-figures                                   | -                    | 201                |       - |       - |      - |     -
POST /v1/published-figures/file                              | -                    | 200                |       - |       - |      - |     -
POST /v1/published-figures/:id/supersession                  | figure               | 201                |     404 |     403 |    403 |   403
GET /v1/releases/in-preparation                              | -                    | 200                |       - |       - |      - |     -
GET /v1/releases/in-preparation/:number                      | release              | 200                |     404 |     200 |    200 |   200
POST /v1/releases                                            | -                    | 201                |       - |       - |      - |     -
GET /v1/releases/splits                                      | -                    | 200                |       - |       - |      - |     -
POST /v1/releases/splits                                     | -                    | 201                |       - |       - |      - |     -
POST /v1/releases/:number/corrections                        | publishedRelease     | 201                |     404 |     201 |    201 |   201
POST /v1/releases/:number/disputes                           | publishedRelease     | 201                |     404 |     201 |    201 |   201
POST /v1/releases/:number/disputes/:disputeId/identity-check | disputedRelease      | 204                |     404 |     204 |    204 |   204
POST /v1/releases/:number/disputes/:disputeId/settlement     | disputedRelease      | 204                |     404 |     204 |    204 |   204
POST /v1/releases/:number/signatures                         | release              | 200                |     404 |     200 |    200 |   200
POST /v1/releases/:number/publication                        | signedRelease        | 200                |     404 |     200 |    200 |   200
GET /v1/audit/entries                                        | -                    | 200                |       - |       - |      - |     -
GET /v1/audit/verification                                   | -                    | 200                |       - |       - |      - |     -
GET /v1/audit/checkpoints                                    | -                    | 200                |       - |       - |      - |     -
GET /v1/audit/proofs                                         | -                    | 422                |       - |       - |      - |     -
POST /v1/parties                                             | -                    | 201                |       - |       - |      - |     -
GET /v1/parties                                              | -                    | 200                |       - |       - |      - |     -
POST /v1/organisations                                       | -                    | 201                |       - |       - |      - |     -
GET /v1/organisations                                        | -                    | 200                |       - |       - |      - |     -
POST /v1/places                                              | -                    | 201                |       - |       - |      - |     -
GET /v1/places                                               | -                    | 200                |       - |       - |      - |     -
POST /v1/users                                               | -                    | 201                |       - |       - |      - |     -
GET /v1/users                                                | -                    | 200                |       - |       - |      - |     -
PATCH /v1/users/:id                                          | account              | 200                |     404 |     200 |    200 |   200
POST /v1/users/:id/password-link                             | account              | 201                |     404 |     201 |    201 |   201
DELETE /v1/users/:id/second-factor                           | guardedAccount       | 204                |     404 |     204 |    204 |   204
POST /v1/evidence                                            | -                    | 201                |       - |       - |      - |     -
GET /v1/evidence                                             | -                    | 200                |       - |       - |      - |     -
GET /v1/evidence/:code                                       | evidence             | 200                |     404 |     404 |    200 |   404
POST /v1/evidence/:code/custody                              | evidence             | 201                |     404 |     404 |    403 |   404
POST /v1/evidence/:code/assessments                          | evidence             | 201                |     404 |     404 |    201 |   404
POST /v1/evidence/:code/assessments/:assessmentId/withdrawal | assessment           | 201                |     404 |     404 |    403 |   404
POST /v1/evidence/:code/files                                | evidence             | 201                |     404 |     404 |    403 |   404
POST /v1/evidence/:code/file-decisions                       | sealedItem           | 200                |     404 |     404 |    403 |   404
POST /v1/evidence/:code/downloads                            | restrictedItem       | 201                |     404 |     404 |    403 |   404
POST /v1/evidence/:code/file-requests                        | restrictedItem       | 403                |     404 |     404 |    201 |   404
GET /v1/evidence-file-downloads                              | -                    | 200                |       - |       - |      - |     -
GET /v1/evidence-file-requests                               | -                    | 200                |       - |       - |      - |     -
GET /v1/evidence-file-requests/:requestId                    | fileRequest          | 200                |     404 |     404 |    404 |   404
POST /v1/evidence-file-requests/:requestId/approval          | fileRequest          | 200                |     404 |     404 |    404 |   404
POST /v1/evidence-file-requests/:requestId/refusal           | fileRequest          | 200                |     404 |     404 |    404 |   404
POST /v1/evidence-file-requests/:requestId/withdrawal        | ownFileRequest       | 403                |     404 |     404 |    200 |   404
POST /v1/evidence-file-requests/:requestId/revocation        | grantedFile          | 200                |     404 |     404 |    404 |   404
`;

export const COLUMNS = ['own', 'nothing', 'private', 'shared', 'bound'] as const;
export type Column = (typeof COLUMNS)[number];

export interface ExpectedAnswers {
  /** `GET /v1/persons/:pseudonym`. */
  readonly name: string;
  /** `-` for an address that names nothing. */
  readonly about: string;
  /** Null where there is nothing to ask about. */
  status(column: Column, role: string): number | null;
}

function statusIn(cell: string, role: string): number | null {
  if (cell === '-') return null;
  const [, plain, exceptions = ''] = /^(\d{3})(?: \((.*)\))?$/.exec(cell) ?? [];
  if (plain === undefined) throw new Error(`a cell that cannot be read: ${cell}`);
  const own = exceptions.split(', ').find((one) => one.startsWith(`${role} `));
  return Number(own?.split(' ')[1] ?? plain);
}

function readRow(line: string): ExpectedAnswers {
  const [name = '', about = '', ...cells] = line.split('|').map((cell) => cell.trim());
  if (cells.length !== COLUMNS.length) throw new Error(`a row of another length: ${line}`);
  return { name, about, status: (column, role) => statusIn(cells[COLUMNS.indexOf(column)] ?? '', role) };
}

/** By the names of operations. */
export const EXPECTED_ANSWERS: ReadonlyMap<string, ExpectedAnswers> = new Map(
  TABLE.trim()
    .split('\n')
    .slice(1)
    .map((line) => {
      const row = readRow(line);
      return [row.name, row];
    }),
);
