export type { IndexEntry, Published, PublishState, RepositoryIndex } from './entry.ts';
export { type PublishToFolder, publishToFolder } from './folder.ts';
export { formatIndex, parseIndex } from './index-file.ts';
export { type PublishToRegistry, publishToRegistry } from './registry.ts';
