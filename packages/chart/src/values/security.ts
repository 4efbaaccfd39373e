import { anyName, flag, key, map, open, openList, pairs } from './types.ts';

/** What pods may do. */
export const security = {
  serviceAccount: key(
    map({
      create: key(flag(), 'Make one.', { default: true }),
      name: key(anyName(), 'Its name.', { defaultText: 'the service’s' }),
      annotations: key(pairs(), 'Annotations, for example of a cloud’s identity.', { default: {} }),
      labels: key(pairs(), 'Labels.', { default: {} }),
      automountToken: key(flag(), 'Give pods its token.', { defaultText: 'true with `rbac.rules`' }),
    }),
    'The account that pods run as.',
  ),
  rbac: key(
    map({
      rules: key(openList(), 'Rules of a Role in one namespace, in Kubernetes’ own form.', { default: [] }),
      namespace: key(anyName(), 'That namespace.', { defaultText: 'the service’s' }),
    }),
    'Rights of the account.',
  ),
  podSecurityContext: key(open(), 'Over the hardened defaults of pods, key by key.', { default: {} }),
  containerSecurityContext: key(open(), 'Over the hardened defaults of containers, key by key.', {
    default: {},
  }),
};
