import { errors, Service } from '@hawser/core';
import { Postgres } from '@hawser/core/connector/postgres';
import { System, type SystemInitRequest } from '@hawser/proto/spaceone/api/identity/v2/system_pb.js';
import { DomainManager } from '../manager/domain.ts';
import { KeyManager } from '../manager/keys.ts';
import { rootDomainId, SystemKey } from '../manager/system-key.ts';
import { TokenManager } from '../manager/token.ts';

export class SystemService extends Service(System) {
  readonly #postgres = this.connector(Postgres);
  readonly #domains = this.manager(DomainManager);
  readonly #tokens = this.manager(TokenManager);
  readonly #keys = this.manager(KeyManager);
  readonly #system = this.manager(SystemKey);

  /**
   * Creates the root domain with its administrator, and the system token. Once: with `force`, for which the system
   * token is needed, administrators, keys and the token itself are replaced. Where `IDENTITY.systemKeyFile` holds the
   * key, the token is needed the first time too, or the first who comes would own the platform; that key stays.
   */
  async init({ admin, force }: SystemInitRequest) {
    if (!admin) throw errors.required('admin');
    const known = await this.#domains.domains.find({ domainId: rootDomainId });
    if (known && !force) throw errors.invalid('force', 'the system is initialized already');
    if (known || this.#system.pair) {
      const { token } = this.transaction;
      const claims = token && (await this.#tokens.check(token, 'SYSTEM_TOKEN'));
      if (!claims || claims.did !== rootDomainId) throw errors.unauthenticated('the system token is needed');
    }
    return this.#postgres.transaction(async () => {
      if (known) {
        // Bindings and logins of the users go with them.
        await this.#postgres.query('delete from users where domain_id = $1', [rootDomainId]);
        await this.#keys.create(rootDomainId);
        await this.#domains.createAdmin(rootDomainId, admin);
      } else {
        await this.#domains.create({ domainId: rootDomainId, name: 'root' }, admin);
      }
      const systemToken = await this.#tokens.system(rootDomainId, admin.userId);
      return { domainId: rootDomainId, name: 'root', systemToken };
    });
  }
}
