import type { JsonObject } from '@bufbuild/protobuf';
import { Connector, errors } from '@hawser/core';
import type { Filter } from '@hawser/proto/spaceone/api/core/v2/query_pb.js';
import { Secret, type SecretInfo } from '@hawser/proto/spaceone/api/secret/v1/secret_pb.js';

/** The most secrets that one job collects with. */
const most = 1000;

/** Secrets of accounts, asked for as the system on behalf of the calling tenant. */
export class Secrets extends Connector {
  /** Whether there is a secret service at all. */
  get available(): boolean {
    return this.host.reaches(Secret);
  }

  async list(filter: Filter[]): Promise<SecretInfo[]> {
    const query = { filter, page: { start: 1, limit: most } };
    const { results } = await this.host.client(Secret).list({ query }, { token: 'system' });
    return results;
  }

  /**
   * A secret's credentials.
   * @throws FAILED_PRECONDITION when they are encrypted for a recipient, which this service isn't
   */
  async data(secretId: string, domainId: string): Promise<JsonObject> {
    const client = this.host.client(Secret);
    const { encrypted, data } = await client.get_data({ secretId, domainId }, { token: 'system' });
    if (encrypted) throw errors.precondition(`the data of the secret ${secretId} is encrypted`);
    return data ?? {};
  }
}
