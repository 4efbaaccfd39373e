import type { FastifyInstance } from 'fastify';
export async function registerPage(_app: FastifyInstance) {}
