// The token that ties a form to the session whose page it stands on.

import { createHmac, timingSafeEqual } from 'node:crypto';

export const FORM_TOKEN_FIELD = 'formToken';
export const FORM_KEY_FIELD = 'formKey';

const PURPOSE = 'whereabouts console form';

/** The session token is 256 random bits and serves as the key, so that the form token tells nothing about it. */
export function formTokenOf(sessionToken: string): string {
  return createHmac('sha256', sessionToken).update(PURPOSE).digest('base64url');
}

export function isFormToken(given: string | undefined, sessionToken: string): boolean {
  const [asked, right] = [Buffer.from(given ?? ''), Buffer.from(formTokenOf(sessionToken))];
  return asked.length === right.length && timingSafeEqual(asked, right);
}
