// An empty registry set up through its own doors: an office, its people of every role, and two organisations beside it.

import type { OrganisationKind, Role } from '../../../src/domain/access/actor.js';
import type { TestUser } from '../../support/http-application.js';
import type { Cast } from '../canary-story.js';
import type { ServiceProcess } from './service-process.js';

const PASSWORD = 'a long sentence of our own';
const OFFICE = { name: 'Vale Tracing Office', kind: 'ngo' } as const;
const STAFF: readonly Role[] = ['coordinator', 'liaison', 'custodian', 'verifier', 'analyst', 'auditor'];

type Body = Readonly<Record<string, unknown>>;

async function made(service: ServiceProcess, address: string, body: object, token?: string): Promise<Body> {
  const answer = await service.request('POST', address, { body, ...(token !== undefined && { token }) });
  if (answer.status >= 300) throw new Error(`POST ${address} answered ${answer.text}`);
  return (answer.body ?? {}) as Body;
}

export class FoundedRegistry {
  private constructor(
    private readonly service: ServiceProcess,
    private readonly administrator: TestUser,
    private token = '',
  ) {}

  static async by(service: ServiceProcess): Promise<Cast> {
    const setUp = {
      token: service.setUpToken,
      organisation: OFFICE,
      username: 'the.administrator',
      password: PASSWORD,
    };
    const { organisationId } = await made(service, '/v1/set-up', setUp);
    const organisation = { ...OFFICE, id: String(organisationId), party: null };
    const administrator = user(service, 'the.administrator', organisation, ['administrator']);
    const registry = new FoundedRegistry(service, administrator);
    registry.token = await administrator.token();
    return registry.fill();
  }

  private async fill(): Promise<Cast> {
    const { organisation } = this.administrator;
    const staff: [string, TestUser][] = [];
    for (const role of STAFF) staff.push([role, await this.addUser(`the.${role}`, organisation, [role])]);
    const bureau = await this.addOrganisation('Northern Bureau', 'national_information_bureau', 'Northern Republic');
    const partner = await this.addOrganisation('Lantern Society', 'ngo', null);
    return {
      ...(Object.fromEntries(staff) as unknown as Cast),
      administrator: this.administrator,
      bound: await this.addUser('the.bureau', bureau, ['inquirer']),
      partner: await this.addUser('the.partner', partner, ['inquirer']),
      assessor: await this.addUser('the.assessor', partner, ['verifier', 'custodian']),
    };
  }

  private async addOrganisation(
    name: string,
    kind: OrganisationKind,
    label: string | null,
  ): Promise<TestUser['organisation']> {
    const party = label === null ? null : await made(this.service, '/v1/parties', { label }, this.token);
    const body = { name, kind, ...(party !== null && { partyId: party['id'] }) };
    const { id } = await made(this.service, '/v1/organisations', body, this.token);
    return { id: String(id), name, kind, party: null };
  }

  private async addUser(
    username: string,
    organisation: TestUser['organisation'],
    roles: readonly Role[],
  ): Promise<TestUser> {
    const account = { organisationId: organisation.id, username, roles };
    const { setPassword } = await made(this.service, '/v1/users', account, this.token);
    const token = (setPassword as { readonly link: string }).link.split('/').at(-1) ?? '';
    await made(this.service, '/v1/auth/password', { token, password: PASSWORD });
    return user(this.service, username, organisation, roles);
  }
}

function user(
  service: ServiceProcess,
  username: string,
  organisation: TestUser['organisation'],
  roles: readonly Role[],
): TestUser {
  const token = async (): Promise<string> =>
    String((await made(service, '/v1/auth/token', { username, password: PASSWORD }))['accessToken']);
  return { id: '', username, password: PASSWORD, organisation, roles, token };
}
