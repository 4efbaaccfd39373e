export { Component, type ComponentClass, type ComponentHost } from './component.ts';
export { Service, ServiceBase, type ServiceClass } from './service.ts';
export type { CallOptions, Client, Implementation, MethodImplementation } from './types.ts';
