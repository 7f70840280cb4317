// The refusal about somebody of whom the vault knew and knows no more: the key was destroyed, and nobody can bring it back.

import { DomainError } from '../domain-error.js';

export class IdentityErased extends DomainError {
  constructor() {
    super('identity_erased', 'The identity of this person was erased. It cannot be opened, changed or given anew.');
  }
}
