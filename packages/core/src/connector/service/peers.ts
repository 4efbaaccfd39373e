import type { DescService } from '@bufbuild/protobuf';
import type { CompiledMethod } from '../../pipeline/index.ts';

/**
 * The services that one process hosts, which call each other without a socket. Shared by the applications of a process;
 * an application alone has one of its own.
 */
export class Peers {
  readonly #methods = new Map<string, CompiledMethod>();

  /** Makes an application's methods callable by the others. */
  add(methods: readonly CompiledMethod[]): void {
    for (const method of methods) this.#methods.set(method.info.path, method);
  }

  /** The method of a service hosted here, or undefined. */
  method(path: string): CompiledMethod | undefined {
    return this.#methods.get(path);
  }

  /** Whether the service is hosted here. */
  hosts(service: DescService): boolean {
    const first = service.methods[0];
    return first !== undefined && this.#methods.has(`/${service.typeName}/${first.name}`);
  }
}
