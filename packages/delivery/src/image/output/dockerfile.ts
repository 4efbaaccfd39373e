import { imageUser, runtimeEnv, workingFolder } from '../build.ts';
import type { ImageContent } from '../contents.ts';
import { layerFolder } from './rootfs.ts';

/**
 * A Dockerfile that makes the same files, layer by layer, and the same settings as `hawser image build`, for those who build all
 * their images with Docker. It is built in the project's root, which needs `node_modules` in its `.dockerignore`.
 */
export function dockerfileOf(
  { source, description, entrypoint, layers }: ImageContent,
  base: string,
): string {
  const { version, summary, licenses, ports, command } = description;
  const labels = { title: source.name, description: summary, version, ...(licenses ? { licenses } : {}) };
  const lines = [
    `FROM ${base} AS build`,
    'WORKDIR /project',
    'COPY . .',
    'RUN npm ci --ignore-scripts --no-audit --no-fund',
    `RUN node scripts/hawser.mjs image build ${source.name} --rootfs /image`,
    '',
    `FROM ${base}`,
    ...layers.map(({ title }) => `COPY --from=build /image/${layerFolder(title)}/ /`),
    ...runtimeEnv.map(entry => `ENV ${entry}`),
    ...Object.entries(labels).map(([key, text]) => `LABEL org.opencontainers.image.${key}=${quoted(text)}`),
    ...(ports.length > 0 ? [`EXPOSE ${ports.join(' ')}`] : []),
    `WORKDIR ${workingFolder}`,
    `USER ${imageUser}`,
    'STOPSIGNAL SIGTERM',
    `ENTRYPOINT ${JSON.stringify(entrypoint)}`,
    `CMD ${JSON.stringify(command)}`,
  ];
  return `${lines.join('\n')}\n`;
}

/** In double quotes, with nothing in it that Docker would replace. */
const quoted = (text: string) => JSON.stringify(text).replaceAll('$', '\\$');
