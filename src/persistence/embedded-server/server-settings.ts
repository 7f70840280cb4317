// The settings under which the embedded server runs, given on its command line so that no file of the cluster changes them.
import type { ClusterIdentity } from './server-processes.js';

export const host = '127.0.0.1';
export const superuser = 'postgres';

/** Children inherit nothing else: a PGOPTIONS or LC_ALL of the caller's shell must not reach the server. */
export const serverEnvironment = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  LC_ALL: 'C',
  TZ: 'UTC',
};

export const initdbFlags = [
  '--username',
  superuser,
  '--encoding=UTF8',
  '--locale=C',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--auth=scram-sha-256',
];

const settings: Readonly<Record<string, string>> = {
  listen_addresses: host,
  // None, unless the home of the cluster has a folder for it.
  unix_socket_directories: '',
  // A second lock behind the folder's: whoever else gets in may not connect.
  unix_socket_permissions: '0700',
  max_connections: '100',
  shared_buffers: '128MB',
  jit: 'off',
  // Parallel workers need /dev/shm, of which containers have 64 MB: a large hash join or index build would fail there.
  max_parallel_workers_per_gather: '0',
  max_parallel_maintenance_workers: '0',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '%m [%p] ',
  log_checkpoints: 'off',
  // Names must not reach the log: `log` ranks above `error`, so refused values, which PostgreSQL quotes in its error
  // texts, are told to the client alone; terse drops the DETAIL that quotes keys or the statement of a crashed backend.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  // Defaults, said all the same: a setting of the cluster's own file must not turn them on.
  log_statement: 'none',
  log_min_duration_statement: '-1',
  log_parameter_max_length_on_error: '0',
};

export function postmasterArguments(
  cluster: ClusterIdentity,
  port: number,
  extra: Readonly<Record<string, string>>,
): string[] {
  const all = { ...settings, cluster_name: cluster.name, port: String(port), ...extra };
  return ['-D', cluster.folder, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}
