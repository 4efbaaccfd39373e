import { Manager } from '@hawser/core';
import { Postgres, ResourceStore } from '@hawser/core/connector/postgres';
import { secrets } from '../model/secret.ts';
import { trustedSecrets } from '../model/trusted-secret.ts';

/** The rows of both kinds of secret. */
export class SecretManager extends Manager {
  readonly secrets = new ResourceStore(this.connector(Postgres), secrets);
  readonly trusted = new ResourceStore(this.connector(Postgres), trustedSecrets);
}
