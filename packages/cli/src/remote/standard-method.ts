import type { DescMethod, DescService } from '@bufbuild/protobuf';
import { plain } from './target.ts';

/** What contracts of the modern kind do with a resource by methods of one service: `ListItems`, `GetItem`. */
export type Verb = 'list' | 'get';

/** The method of a service that lists or gets a resource; undefined when it has none. */
export function standardMethod(service: DescService, verb: Verb, resource: string): DescMethod | undefined {
  const one = plain(resource);
  const many = [`${one}s`, `${one}es`, one.replace(/y$/, 'ies'), one];
  const names = (verb === 'list' ? many : [one, one.replace(/s$/, '')]).map(name => `${verb}${name}`);
  return service.methods.find(method => names.includes(plain(method.name)));
}
