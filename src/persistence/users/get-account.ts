// Finds the account that somebody names by its id, as doors do, or by its username, as an operator types it.

import type { AccountName, User } from '../../domain/access/user.js';
import { DomainError, notFound } from '../../domain/domain-error.js';
import type { Room } from '../room.js';

/** Throws `not_found`. The names of accounts are no secret to whoever may ask by them. */
export async function getAccount({ users }: Room, account: AccountName): Promise<User> {
  if ('id' in account) {
    const byId = await users.findById(account.id);
    if (byId === null) throw notFound();
    return byId;
  }
  const byName = await users.findByUsername(account.username.toLowerCase());
  if (byName === null) throw new DomainError('not_found', 'There is no account with this username.');
  return byName;
}
