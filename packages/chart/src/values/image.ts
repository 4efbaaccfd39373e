import { z } from 'zod';
import { key, map, text } from './types.ts';

/** Which image runs. */
export const image = () =>
  map({
    name: key(text(), 'The image without its tag.', { defaultText: 'hawser/<name>' }),
    version: key(z.union([text(), z.number()]), 'Its tag.', { defaultText: "the chart's appVersion" }),
    digest: key(
      text().regex(/^(sha256:[0-9a-f]{64})?$/, 'sha256: and 64 hexadecimal digits'),
      'Its digest; what is run is then exactly this.',
    ),
  });

export const imagePullPolicy = () =>
  key(z.enum(['Always', 'IfNotPresent', 'Never']), 'When the image is pulled.', { default: 'IfNotPresent' });

export const imagePullSecrets = () =>
  key(
    z.array(z.union([text(), map({ name: key(text(), 'The Secret’s name.') })])),
    'Secrets to pull images with, by name or as `{name}`.',
    { default: [] },
  );
