import type { JsonObject } from '@bufbuild/protobuf';
import { errors, Manager } from '@hawser/core';
import { Postgres, ResourceStore } from '@hawser/core/connector/postgres';
import type { Admin, DomainInfo } from '@hawser/proto/spaceone/api/identity/v2/domain_pb.js';
import { DomainInfo_State } from '@hawser/proto/spaceone/api/identity/v2/domain_pb.js';
import { domains } from '../model/domain.ts';
import { workspaces } from '../model/workspace.ts';
import { KeyManager } from './keys.ts';
import { ManagedManager } from './managed.ts';
import { RoleBindingManager } from './role-binding.ts';
import { UserManager } from './user.ts';

/** Domains, the tenants. */
export class DomainManager extends Manager {
  readonly #postgres = this.connector(Postgres);
  readonly #keys = this.manager(KeyManager);
  readonly #managed = this.manager(ManagedManager);
  readonly #users = this.manager(UserManager);
  readonly #bindings = this.manager(RoleBindingManager);
  readonly domains = new ResourceStore(this.#postgres, domains);
  readonly #workspaces = new ResourceStore(this.#postgres, workspaces);

  /** Creates a domain with its keys, what every domain has, and its first administrator. */
  create(
    values: { domainId?: string; name: string; tags?: JsonObject | undefined },
    admin: Admin,
  ): Promise<DomainInfo> {
    return this.#postgres.transaction(async () => {
      const domain = await this.domains.create(values);
      await this.#keys.create(domain.domainId);
      await this.#managed.write(domain.domainId);
      await this.createAdmin(domain.domainId, admin);
      return domain;
    });
  }

  /** Creates a user who administers the domain. */
  async createAdmin(domainId: string, admin: Admin): Promise<void> {
    if (admin.resetPassword) throw errors.notImplemented('mailing a password');
    const { userId, name, password, email, language, timezone, tags } = admin;
    await this.#users.create(
      {
        userId,
        name,
        password,
        authType: 'LOCAL',
        state: 'ENABLED',
        email: email || undefined,
        language: language || undefined,
        timezone: timezone || undefined,
        tags,
      },
      this.#users.users.in({ domainId }),
    );
    await this.#bindings.bindAdmin(domainId, userId);
  }

  /** @throws INVALID_PARAMETER unless the domain is enabled; NOT_FOUND */
  async checkEnabled(domainId: string): Promise<void> {
    const { state } = await this.domains.get(domainId);
    if (state !== DomainInfo_State.ENABLED) throw errors.invalid('domain_id', 'the domain is disabled');
  }

  /** Deletes a domain and all that is in it. @throws EXIST_RESOURCE while it has workspaces */
  async delete(domainId: string): Promise<void> {
    await this.#postgres.transaction(async () => {
      if (await this.#workspaces.in({ domainId }).exists({}))
        throw errors.existsResource('Workspace', `Domain (${domainId})`);
      await this.domains.delete(domainId);
    });
  }
}
