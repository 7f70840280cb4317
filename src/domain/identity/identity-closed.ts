// The refusal about somebody whose date of retention has come: nothing is destroyed yet, and the owner organisation can open it again.

import { DomainError } from '../domain-error.js';

export class IdentityClosed extends DomainError {
  constructor() {
    super(
      'identity_closed',
      'The date until which this identity was kept has come, and it is closed. A coordinator or custodian of the organisation that registered the person can open it again.',
    );
  }
}
