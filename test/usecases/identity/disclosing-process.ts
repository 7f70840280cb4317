// A process that asks for a disclosure whose reason cannot be looked through, which is known before the rights are, and ends as the service does at errors that nobody heard of.
// Standard input: JSON {url, actor, pseudonym}. It writes the code of the refusal.

import { text } from 'node:stream/consumers';
import type { Actor } from '../../../src/domain/access/actor.js';
import { DomainError } from '../../../src/domain/domain-error.js';
import { Database } from '../../../src/persistence/database.js';
import { endAtUnheardErrors } from '../../../src/unheard-error.js';
import { DiscloseIdentity } from '../../../src/usecases/identity/disclose-identity.js';
import type { IdentityVault } from '../../../src/vault/identity-vault.js';
import { fixedEntropy } from '../../support/fixed-entropy.js';
import { TEST_PROOF } from '../../support/test-server.js';

endAtUnheardErrors(() => {
  process.stdout.write('unheard');
});
const { url, actor, pseudonym } = JSON.parse(await text(process.stdin)) as {
  url: string;
  actor: Actor;
  pseudonym: string;
};
const entropy = fixedEntropy();
const registeredNames = { inTexts: () => Promise.reject(new DomainError('unavailable', 'Not at the moment.')) };
const database = await Database.open({ url, entropy, proof: TEST_PROOF, registeredNames, poolSize: 1 });
const vault = {
  hold: () => ({ open: () => Promise.resolve({}), letGo: () => undefined }),
} as unknown as IdentityVault;
const asked = { pseudonym, purpose: 'family_contact', fields: ['names'], reason: 'Weekly call with the sister.' };
const outcome = await new DiscloseIdentity(database, vault, entropy).execute(actor, asked, null).then(
  () => 'disclosed',
  (error: unknown) => (error instanceof DomainError ? error.code : 'another error'),
);
process.stdout.write(outcome);
await database.close();
