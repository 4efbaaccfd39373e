import { Agent, request as httpRequest } from 'node:http';
import { type DescMethod, getOption, type JsonValue } from '@bufbuild/protobuf';
import { codes, type ErrorCode } from '@hawser/core';
import { http } from '@hawser/proto/google/api/annotations_pb.js';
import type { Transport } from './answer.ts';

/** The path that the contract gives a method, which all take by POST. */
export function pathOf(method: DescMethod): string {
  const { pattern } = getOption(method, http);
  if (pattern.case !== 'post') throw new Error(`${method.parent.typeName}.${method.name} has no POST path`);
  return pattern.value;
}

/** Calls as curl does. */
export function restTransport(url: string): Transport {
  const agent = new Agent({ keepAlive: true });
  return {
    name: 'REST',
    async call(method, request, token) {
      const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
      const { status, body } = await post(agent, `${url}${pathOf(method)}`, JSON.stringify(request), headers);
      const json = JSON.parse(body) as JsonValue;
      if (status === 200) return { answer: json };
      const { detail } = json as { detail: { code: string; message: string } };
      const known = codes[detail.code.replace(/^ERROR_/, '') as ErrorCode];
      if (known?.http !== status) throw new Error(`${detail.code} came with the status ${status}`);
      return { error: detail };
    },
    close: () => agent.destroy(),
  };
}

/** Sends a JSON body. @throws Error of the connection */
export function post(
  agent: Agent,
  url: string,
  body: string | Buffer,
  headers: Readonly<Record<string, string>>,
): Promise<{ status: number; body: string; headers: NodeJS.Dict<string | string[]> }> {
  return new Promise((resolve, reject) => {
    const all = { 'content-type': 'application/json', ...headers };
    const sent = httpRequest(url, { agent, method: 'POST', headers: all }, response => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode!,
          body: Buffer.concat(chunks).toString(),
          headers: response.headers,
        }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
