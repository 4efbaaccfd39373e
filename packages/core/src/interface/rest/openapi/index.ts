import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import type { Route } from '../routes.ts';
import { type DescribedApplication, openApiDocument } from './document.ts';
import type { Docs } from './schemas.ts';

/** `/openapi.json`, made when it is first asked for. */
export function registerOpenApi(
  app: FastifyInstance,
  parts: { applications: readonly DescribedApplication[]; routes: readonly Route[]; docs: Docs | undefined },
): void {
  let text: Promise<string> | undefined;
  const make = async () =>
    JSON.stringify(openApiDocument(parts.applications, parts.routes, parts.docs ?? (await platformDocs())));
  app.get('/openapi.json', async (_request, reply) => {
    text ??= make();
    reply.header('content-type', 'application/json; charset=utf-8');
    return text;
  });
}

/** The comments of the platform's contracts, which the generator keeps beside their code. */
async function platformDocs(): Promise<Docs> {
  const file = fileURLToPath(import.meta.resolve('@hawser/proto/docs.json'));
  return JSON.parse(await readFile(file, 'utf8')) as Docs;
}
