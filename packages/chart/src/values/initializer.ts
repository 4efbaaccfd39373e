import { z } from 'zod';
import { basics } from './backend.ts';
import { global } from './global.ts';
import { podParts } from './pod.ts';
import { environment, secrets } from './secrets.ts';
import { security } from './security.ts';
import { anyName, key, map, pairs, text, whole } from './types.ts';

const { developer: _, ...names } = basics;

const endpoints = () => z.record(z.string(), text());

/** Values of the chart of an initializer: a Job that runs `hawser initialize`. */
export const initializerValues = map({
  ...names,
  mode: key(
    z.enum(['DEFAULT', 'NO_UPDATE', 'READ_ONLY']),
    'DEFAULT makes and updates, NO_UPDATE only makes, READ_ONLY only says what is missing.',
    { default: 'DEFAULT' },
  ),
  services: key(
    endpoints(),
    'Services and where they answer, all of which the Job waits for; null: not for it.',
    {
      default: {},
    },
  ),
  plugins: key(endpoints(), 'Plugins and where they answer, likewise.', { default: {} }),
  timeoutSeconds: key(whole(1), 'How long the Job waits for them.', { default: 600 }),
  credentialsSecret: key(
    anyName(),
    'The Secret that gets the administrator’s login; the Job’s account may make it. Empty: none.',
  ),
  url: key(text(), 'Where people reach the platform, kept with the login.'),
  annotations: key(pairs(), 'Of the Job.', { default: {} }),
  systemSecret: secrets.systemSecret,
  ...environment,
  resources: podParts.resources,
  pod: podParts.pod,
  serviceAccount: security.serviceAccount,
  podSecurityContext: security.podSecurityContext,
  containerSecurityContext: security.containerSecurityContext,
  global: key(global(), 'What all charts of a release share.'),
});

/** Values as they are written in a file; every key may be left out. */
export type InitializerValues = z.input<typeof initializerValues>;
