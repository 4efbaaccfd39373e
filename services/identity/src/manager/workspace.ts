import { errors, Manager } from '@hawser/core';
import { Postgres, ResourceStore } from '@hawser/core/connector/postgres';
import { SecretConnector } from '../connector/secret.ts';
import { workspaces } from '../model/workspace.ts';

/** What keeps a workspace from being deleted, by its name in the API and its table. */
const children = [
  ['ServiceAccount', 'service_accounts'],
  ['Project', 'projects'],
  ['ProjectGroup', 'project_groups'],
] as const;

interface OwnedSecret {
  domainId: string;
  secret: string | null;
  trusted: string | null;
}

/** The workspaces of a domain. */
export class WorkspaceManager extends Manager {
  readonly #postgres = this.connector(Postgres);
  readonly #secrets = this.connector(SecretConnector);
  readonly workspaces = new ResourceStore(this.#postgres, workspaces);

  /**
   * Deletes a workspace with its bindings and apps.
   *
   * @param force deletes its projects and accounts as well
   * @throws EXIST_RESOURCE when there are any, without `force`
   */
  async delete(workspaceId: string, force: boolean): Promise<void> {
    const secrets = await this.#postgres.transaction(async () => {
      const { domainId } = await this.workspaces.get(workspaceId);
      const at = [domainId, workspaceId];
      for (const [name, table] of force ? [] : children) {
        const [child] = await this.#postgres.query(
          `select 1 from ${table} where domain_id = $1 and workspace_id = $2 limit 1`,
          at,
        );
        if (child) throw errors.existsResource(name, `Workspace (${workspaceId})`);
      }
      const owned = await this.#postgres.query(
        `select secret_id as secret, null as trusted from service_accounts where domain_id = $1 and workspace_id = $2
         union all select null, trusted_secret_id from trusted_accounts where domain_id = $1 and workspace_id = $2`,
        at,
      );
      for (const table of [
        'apps',
        'service_accounts',
        'trusted_accounts',
        'projects',
        'project_groups',
        'role_bindings',
      ]) {
        await this.#postgres.query(`delete from ${table} where domain_id = $1 and workspace_id = $2`, at);
      }
      await this.workspaces.delete(workspaceId);
      return owned.map(({ secret, trusted }) => ({ domainId, secret, trusted }) as OwnedSecret);
    });
    for (const { domainId, secret, trusted } of secrets) {
      if (secret) await this.#secrets.delete(domainId, secret);
      if (trusted) await this.#secrets.deleteTrusted(domainId, trusted);
    }
  }
}
