// Loaded before a program, plants an error that nobody hears of: at the moment when the program begins to listen for Ctrl-C.
// PLANTED: JSON {name, kind, way}; all that an error can hold says the name.

import { DatabaseError } from 'pg';
import { QueryFailedError } from 'typeorm';

const { name, kind, way } = JSON.parse(process.env.PLANTED);

function failedQuery() {
  const told = {
    code: '23505',
    detail: `Key (name)=(${name}) already exists.`,
    hint: name,
    where: `COPY person, line 1: "${name}"`,
    constraint: 'person_name_key',
  };
  const refused = Object.assign(new DatabaseError(`duplicate key: (name)=(${name})`, 100, 'error'), told);
  return new QueryFailedError(`INSERT INTO person (name) VALUES ('${name}')`, [name, { name }], refused);
}

/** Its stack holds the message of its making, with lines that look like frames. */
function plainError() {
  const error = new Error(`${name}\n    at ${name} (list.csv:1:1)`, { cause: failedQuery() });
  void error.stack;
  error.message = `${name}, and more`;
  error.stack += `\n${name}`;
  return Object.assign(error, { name: `${name} Error`, code: `${name} 1`, errors: [name] });
}

const MADE = {
  query: failedQuery,
  plain: plainError,
  text: () => name,
  /** Cannot be read without another error. */
  trap: () =>
    Object.defineProperty(new Error(name), 'name', {
      get: () => {
        throw new Error(name);
      },
    }),
};

const WAYS = {
  thrown: (error) =>
    setImmediate(() => {
      throw error;
    }),
  rejected: (error) => void Promise.reject(error),
  /** Out of the program's own first lines. */
  'at its start': (error) => {
    throw error;
  },
};

process.on('newListener', (event) => {
  if (event === 'SIGINT') WAYS[way](MADE[kind]());
});
