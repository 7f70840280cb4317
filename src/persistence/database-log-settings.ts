// Which settings of a PostgreSQL server let values of rows and statements into its own log: the service's roles can read them and change none.

import { Client } from 'pg';

export interface TellingSetting {
  readonly setting: string;
  readonly value: string;
  /** What keeps values out of the log. */
  readonly wanted: string;
}

/**
 * Severities in the server's order for its log are … error, log, fatal, panic: with `log` no refused value is written, which PostgreSQL
 * quotes in its error texts. The rest are the ways in which it writes down statements and their parameters; auto_explain is a library
 * that may be loaded.
 */
const WANTED: Readonly<Record<string, readonly [value: string, ...others: string[]]>> = {
  log_min_messages: ['log', 'fatal', 'panic'],
  log_min_error_statement: ['panic', 'log', 'fatal'],
  log_error_verbosity: ['terse'],
  log_statement: ['none'],
  log_min_duration_statement: ['-1'],
  log_min_duration_sample: ['-1'],
  log_transaction_sample_rate: ['0'],
  log_parameter_max_length_on_error: ['0'],
  debug_print_parse: ['off'],
  debug_print_rewritten: ['off'],
  debug_print_plan: ['off'],
  'auto_explain.log_min_duration': ['-1'],
};

/** As a role of the service sees them in its own sessions; empty where the log tells nothing. */
export async function tellingLogSettings(url: string): Promise<TellingSetting[]> {
  const client = new Client({
    connectionString: url,
    application_name: 'whereabouts-check',
    connectionTimeoutMillis: 10_000,
  });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string; value: string }>(
      'SELECT name, setting AS value FROM pg_settings WHERE name = ANY($1) ORDER BY name',
      [Object.keys(WANTED)],
    );
    return rows.flatMap(({ name, value }) => {
      const accepted = WANTED[name];
      if (accepted === undefined || accepted.includes(value)) return [];
      return [{ setting: name, value, wanted: accepted[0] }];
    });
  } finally {
    await client.end();
  }
}
