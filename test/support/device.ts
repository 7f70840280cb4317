// Gives a new user of a test's registry a second factor, by the API, as they would do it themselves.

import { codeAt } from './authenticator.js';
import type { TestApplication, TestUser } from './http-application.js';

const OWN = '/v1/auth/second-factor';
/** Milliseconds that a code is shown. */
export const SPAN = 30_000;

export interface Device {
  readonly user: TestUser;
  readonly secret: string;
  readonly recoveryCodes: readonly string[];
  /** Of now, and never the one before: time has gone on. */
  readonly code: () => string;
}

export async function withDevice(service: TestApplication, roles: TestUser['roles'] = ['liaison']): Promise<Device> {
  const user = await service.seedUser({ roles });
  const token = await user.token();
  const begun = await service.request('POST', OWN, { token, body: { password: user.password } });
  const { secret } = begun.body as { secret: string };
  const code = (): string => {
    service.clock.advance(SPAN);
    return codeAt(secret, service.clock.now());
  };
  const confirmed = await service.request('POST', `${OWN}/confirm`, { token, body: { code: code() } });
  return { user, secret, code, recoveryCodes: (confirmed.body as { recoveryCodes: string[] }).recoveryCodes };
}
