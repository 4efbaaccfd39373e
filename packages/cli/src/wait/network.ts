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
      // First one that can be taken back: grpc-js holds on to what it connects to until the kernel gives up, after two
      // minutes where packets are dropped, and the process with it.
      await connected(target, signal);
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

/** A server takes connections. @param target `HOST:PORT`, an IPv6 address in brackets */
export const tcpListens = (target: string): Condition => ({
  name: `TCP ${target}`,
  async check(signal) {
    await connected(target, signal);
    return holds('takes connections');
  },
});

/** Settles when a server has taken a connection, which is closed then. */
function connected(target: string, signal: AbortSignal): Promise<void> {
  const colon = target.lastIndexOf(':');
  const [host, port] = [target.slice(0, colon).replace(/^\[(.*)\]$/, '$1'), Number(target.slice(colon + 1))];
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port });
    const abort = () => socket.destroy(new Error('the connection was not taken in time'));
    signal.addEventListener('abort', abort, { once: true });
    socket.once('error', reject);
    socket.once('close', () => signal.removeEventListener('abort', abort));
    socket.once('connect', () => {
      socket.destroy();
      resolve();
    });
  });
}
