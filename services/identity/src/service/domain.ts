import { errors, Service } from '@hawser/core';
import { conditions, given } from '@hawser/core/connector/postgres';
import type { AuthenticationRequest } from '@hawser/proto/spaceone/api/core/v2/handler_pb.js';
import {
  type CreateDomainRequest,
  CreateDomainRequestSchema,
  Domain,
  type DomainRequest,
  type DomainSearchQuery,
  DomainSearchQuerySchema,
  type DomainStatQuery,
  type GetDomainAuthRequest,
  type UpdateDomainRequest,
  UpdateDomainRequestSchema,
} from '@hawser/proto/spaceone/api/identity/v2/domain_pb.js';
import { DomainManager } from '../manager/domain.ts';
import { ExternalAuthManager } from '../manager/external-auth.ts';
import { KeyManager } from '../manager/keys.ts';
import { rootDomainId } from '../manager/system-key.ts';

export class DomainService extends Service(Domain) {
  readonly #manager = this.manager(DomainManager);
  readonly #domains = this.#manager.domains;
  readonly #keys = this.manager(KeyManager);
  readonly #externalAuth = this.manager(ExternalAuthManager);

  create(request: CreateDomainRequest) {
    const { name, tags, admin } = request;
    if (!admin) throw errors.required('admin');
    return this.#domains.createOnce(CreateDomainRequestSchema, request, () =>
      this.#manager.create({ name, tags }, { ...admin, email: admin.email || emailOf(admin.userId) }),
    );
  }

  update(request: UpdateDomainRequest) {
    return this.#domains.update(request.domainId, given(UpdateDomainRequestSchema, request, 'domainId'));
  }

  async delete({ domainId }: DomainRequest) {
    notRoot(domainId);
    await this.#manager.delete(domainId);
    return {};
  }

  enable({ domainId }: DomainRequest) {
    notRoot(domainId);
    return this.#domains.update(domainId, { state: 'ENABLED' });
  }

  disable({ domainId }: DomainRequest) {
    notRoot(domainId);
    return this.#domains.update(domainId, { state: 'DISABLED' });
  }

  get({ domainId }: DomainRequest) {
    return this.#domains.get(domainId);
  }

  async get_auth_info({ name }: GetDomainAuthRequest) {
    const domain = await this.#domains.find({ name });
    if (!domain) throw errors.notFound('name', name);
    return this.#externalAuth.loginInfo(domain);
  }

  async get_public_key({ domainId }: AuthenticationRequest) {
    return { domainId, publicKey: await this.#keys.publicKey(domainId) };
  }

  list(request: DomainSearchQuery) {
    return this.#domains.list(request.query, conditions(DomainSearchQuerySchema, request));
  }

  stat({ query }: DomainStatQuery) {
    return this.#domains.stat(query);
  }
}

/** As SpaceONE: an administrator's id that is an e-mail address is theirs. */
const emailOf = (userId: string) => (userId.includes('@') ? userId : '');

function notRoot(domainId: string): void {
  if (domainId === rootDomainId) throw errors.permissionDenied();
}
