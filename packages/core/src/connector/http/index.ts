export type { HttpMethod, HttpRequest } from './client.ts';
export { HttpStatusError } from './failure.ts';
export { HttpConnector } from './http-connector.ts';
export type { HttpOptions } from './options.ts';
export type { HttpResponse } from './response.ts';
export type { Query } from './target.ts';
