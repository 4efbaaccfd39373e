import { connect } from 'node:net';
import { createClient, parseAddress } from '@hawser/core';
import { grpcJs } from '@hawser/core/interface/grpc';
import { Health, HealthCheckResponse_ServingStatus } from '@hawser/proto/grpc/health/v1/health_pb.js';
import { type Condition, holds, notYet } from './condition.ts';

/** The longest part of an answer that is quoted, in characters. */
const maxQuote = 200;

/** A gRPC server answers `grpc.health.v1` with SERVING. @param address `grpc://HOST:PORT` or `grpc+ssl://HOST:PORT` */
export function serviceServes(service: string, address: string): Condition {
  const { target, tls } = parseAddress(address);
  return {
    name: `service ${service} (${address})`,
    async check(signal) {
      // A connection of its own each time: one that failed waits longer and longer before it tries again.
      const channel = grpcJs.connect(target, {
        ...(tls ? { tls: {} } : {}),
        maxReceiveBytes: 65_536,
        idempotent: [],
      });
      try {
        const { status } = await createClient(Health, { channel: () => channel }).check({}, { signal });
        return status === HealthCheckResponse_ServingStatus.SERVING
          ? holds('serves')
          : notYet(`answers ${HealthCheckResponse_ServingStatus[status] ?? status}`);
      } finally {
        channel.close();
      }
    },
  };
}

/** A URL answers with a status below 400. */
export const httpAnswers = (url: string): Condition => ({
  name: `HTTP ${url}`,
  async check(signal) {
    const response = await fetch(url, { signal, redirect: 'manual' });
    if (response.status < 400) {
      await response.body?.cancel();
      return holds(`answers ${response.status}`);
    }
    const text = (await response.text()).replace(/\s+/g, ' ').trim().slice(0, maxQuote);
    return notYet(`answers ${response.status}${text ? `: ${text}` : ''}`);
  },
});

/** A server takes connections. */
export const tcpListens = (host: string, port: number): Condition => ({
  name: `TCP ${host}:${port}`,
  check: signal =>
    new Promise((resolve, reject) => {
      const socket = connect({ host, port });
      const abort = () => socket.destroy(new Error('the connection was not taken in time'));
      signal.addEventListener('abort', abort, { once: true });
      socket.once('error', reject);
      socket.once('close', () => signal.removeEventListener('abort', abort));
      socket.once('connect', () => {
        socket.destroy();
        resolve(holds('takes connections'));
      });
    }),
});
