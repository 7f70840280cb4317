// The routes of accounts: one's own, and those that an administrator opens and closes.

import type { Action } from '../../src/domain/access/access-policy.js';

const NOTHING = '00000000-0000-4000-8000-000000000000';

export const ACCOUNT_ROUTES: Readonly<Record<string, { readonly asks: Action | 'signed in'; readonly body?: object }>> =
  {
    'POST /v1/auth/sign-out': { asks: 'signed in' },
    'GET /v1/me': { asks: 'signed in' },
    'GET /v1/auth/second-factor': { asks: 'change_own_account' },
    'POST /v1/auth/second-factor': { asks: 'change_own_account', body: { password: 'not this one' } },
    'POST /v1/auth/second-factor/confirm': { asks: 'change_own_account', body: { code: '000000' } },
    'POST /v1/auth/second-factor/remove': {
      asks: 'change_own_account',
      body: { password: 'not this one', code: '000000' },
    },
    'GET /v1/auth/sessions': { asks: 'change_own_account' },
    'POST /v1/auth/sessions/end': { asks: 'change_own_account', body: { password: 'not this one' } },
    'POST /v1/users': {
      asks: 'administer',
      body: { organisationId: NOTHING, username: 'planted', roles: ['liaison'] },
    },
    'GET /v1/users': { asks: 'administer' },
    'PATCH /v1/users/:id': { asks: 'administer', body: { disabled: true } },
    'POST /v1/users/:id/password-link': { asks: 'administer' },
    'DELETE /v1/users/:id/second-factor': { asks: 'administer' },
  };
