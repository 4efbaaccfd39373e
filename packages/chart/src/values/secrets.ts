import { z } from 'zod';
import { anyName, flag, key, map, objectName, openList, text } from './types.ts';

/** Which Secret has the database's password. */
export const databaseSecret = () =>
  map({
    existingSecret: key(
      anyName(),
      'The Secret’s name. Empty: the password is in the configuration, or none is needed.',
    ),
    passwordKey: key(text(), 'Its key with the password.', { default: 'password' }),
    userKey: key(text(), 'Its key with the user’s name, where that isn’t in the configuration.'),
  });

/** Which Secret has the platform's own token. */
export const systemSecret = () =>
  map({
    existingSecret: key(
      anyName(),
      'The Secret’s name. Empty: the token is in the configuration, or none is needed.',
    ),
    tokenKey: key(text(), 'Its key with the token.', { default: 'token' }),
  });

const secretFile = () =>
  map({
    existingSecret: key(anyName(), 'The Secret’s name.'),
    key: key(text(), 'Its key; the file has this name.'),
    env: key(text().regex(/^[A-Z_][A-Z0-9_]*$/), 'The variable that tells the service the file’s path.'),
  });

const externalSecret = () =>
  map({
    data: key(openList(), 'Keys and where they come from: `{secretKey, remoteRef: {key, property}}`.'),
    dataFrom: key(openList(), 'Whole sets of keys: `{extract: {key}}` or `{find: …}`.'),
    type: key(text(), 'The Secret’s type.', { default: 'Opaque' }),
  });

/** Secrets by reference. */
export const secrets = {
  databaseSecret: key(databaseSecret(), 'The Secret with the database’s password.', {
    defaultText: '`global.databaseSecret`, where the service has a database',
  }),
  systemSecret: key(systemSecret(), 'The Secret with the platform’s token.', {
    defaultText: '`global.systemSecret`',
  }),
  secretFiles: key(
    z.record(objectName(32), secretFile()),
    'Further Secrets whose keys are files in `/run/secrets/hawser/<name>`.',
    { default: {} },
  ),
  externalSecrets: key(
    map({
      enabled: key(flag(), 'Have the External Secrets operator make the Secrets.', { default: false }),
      secretStoreRef: key(
        map({
          name: key(text(), 'Its name.'),
          kind: key(z.enum(['SecretStore', 'ClusterSecretStore']), 'Its kind.', { default: 'SecretStore' }),
        }),
        'The store that they are in.',
      ),
      refreshInterval: key(text(), 'How often they are read again.', { default: '1h' }),
      secrets: key(z.record(z.string(), externalSecret()), 'The Secrets, by name.', { default: {} }),
    }),
    'Secrets that External Secrets fetches from elsewhere.',
  ),
};

/** A container's environment in Kubernetes' form, a list as everywhere in a pod. */
export const environment = {
  env: key(z.array(z.looseObject({ name: text() })), 'Environment of every container of the service.', {
    default: [],
  }),
  envFrom: key(openList(), 'ConfigMaps and Secrets that are environment as a whole.', { default: [] }),
};
