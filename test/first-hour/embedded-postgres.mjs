// Looks at the embedded PostgreSQL of a data folder from outside.

import { readFileSync, readlinkSync } from 'node:fs';
import path from 'node:path';

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Process id of the living server that server.json names, or null. */
export function postgresPid(dataDirectory) {
  try {
    const { pid } = JSON.parse(readFileSync(path.join(dataDirectory, 'server.json'), 'utf8'));
    return pid !== null && isAlive(pid) ? pid : null;
  } catch {
    return null;
  }
}

/** Where root may create no user namespace the cluster lies outside, and DATA_DIR holds a link to it. */
export function outsideFolders(dataDirectory) {
  try {
    return [path.dirname(readlinkSync(path.join(dataDirectory, 'postgres')))];
  } catch {
    return [];
  }
}
