import { z } from 'zod';
import { configuration } from './configuration.ts';
import { global } from './global.ts';
import { image, imagePullPolicy, imagePullSecrets } from './image.ts';
import { anyName, flag, key, map, open, pairs, text } from './types.ts';

/** Values of an umbrella itself; those of its charts stand beside them, by their names. */
export const umbrellaValues = map({
  enabled: key(flag(), 'Whether what isn’t a chart of its own is made.', { default: true }),
  image: key(image(), 'No effect here: each chart has its own image.'),
  imagePullPolicy: imagePullPolicy(),
  imagePullSecrets: imagePullSecrets(),
  resources: key(open(), 'No effect here: each chart has its own.'),
  sharedConf: configuration.sharedConf,
  secrets: key(
    map({
      enabled: key(flag(), 'Make the Secrets that aren’t there, before all else.', { default: true }),
      image: key(image(), 'The image that does it.'),
      ensure: key(
        z.record(z.string(), z.record(z.string(), text())),
        'Kinds of keys, by the names of Secrets and of keys, as `hawser secrets ensure` takes them.',
      ),
    }),
    'Secrets that the charts need.',
  ),
  ingress: key(
    map({
      enabled: key(flag(), 'Make it.', { default: false }),
      className: key(text(), 'The controller’s class.', { defaultText: 'the cluster’s' }),
      host: key(text(), 'Host name.'),
      tlsSecret: key(anyName(), 'The Secret with the certificate.'),
      annotations: key(pairs(), 'Annotations.', { default: {} }),
      paths: key(z.record(z.string(), text()), 'Charts by path; those whose REST server is on are reached.'),
    }),
    'One Ingress to the REST servers of all charts.',
  ),
  tags: key(z.record(z.string(), flag()), 'Turns charts on and off together; Helm’s own.'),
  global: key(global(), 'What all charts of the release share.'),
});

/** Values as they are written in a file; every key may be left out. */
export type UmbrellaValues = z.input<typeof umbrellaValues>;
