import { errors, Manager } from '@hawser/core';
import { ServiceAccount } from '@hawser/proto/spaceone/api/identity/v2/service_account_pb.js';
import { TrustedAccount } from '@hawser/proto/spaceone/api/identity/v2/trusted_account_pb.js';

/** Where a new secret belongs. `*` is all workspaces or projects. */
export interface Placement {
  workspaceId: string;
  projectId: string;
  provider?: string | undefined;
}

type Asked = { resourceGroup: number; workspaceId: string; projectId?: string };

/** Finds out where a new secret belongs: its account's place, else what the request and the token say. */
export class PlacementManager extends Manager {
  readonly #serviceAccounts = this.ask(ServiceAccount);
  readonly #trustedAccounts = this.ask(TrustedAccount);

  /** @param serviceAccountId the secret's service account, if it has one; its provider and project hold then */
  async ofSecret(request: Asked & { serviceAccountId: string }): Promise<Placement> {
    if (request.serviceAccountId) {
      const account = await this.#serviceAccounts.get({ serviceAccountId: request.serviceAccountId });
      const { workspaceId, projectId, provider } = account;
      return { workspaceId, projectId: projectId || '*', provider };
    }
    return this.#byGroup(request);
  }

  async ofTrustedSecret(request: Asked & { trustedAccountId: string }): Promise<Placement> {
    if (request.trustedAccountId) {
      const account = await this.#trustedAccounts.get({ trustedAccountId: request.trustedAccountId });
      return { workspaceId: account.workspaceId || '*', projectId: '*', provider: account.provider };
    }
    return this.#byGroup(request);
  }

  /** Groups are DOMAIN 1, WORKSPACE 2 and PROJECT 3. */
  #byGroup({ resourceGroup, workspaceId: asked, projectId = '' }: Asked): Placement {
    if (resourceGroup === 1) return { workspaceId: '*', projectId: '*' };
    const workspaceId = this.transaction.scope.workspaceId ?? asked;
    if (!workspaceId) throw errors.required('workspace_id');
    if (resourceGroup === 2) return { workspaceId, projectId: '*' };
    if (!projectId) throw errors.required('project_id');
    return { workspaceId, projectId };
  }
}
