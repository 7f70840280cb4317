// How many requests one address may make in a minute.

import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import { DomainError } from '../domain/domain-error.js';

/** Counted in memory, per address: whoever is not signed in has no other name, and an account has its own lock. */
export async function registerRateLimit(fastify: FastifyInstance, requestsPerMinute: number): Promise<void> {
  await fastify.register(rateLimit, {
    global: true,
    max: requestsPerMinute,
    timeWindow: 60_000,
    // Addresses remembered at once; the oldest is forgotten first.
    cache: 20_000,
    // A watchdog must get its answer also where a client behind the same address asks too much.
    allowList: (request) => request.url.startsWith('/health/'),
    addHeaders: { 'retry-after': true },
    errorResponseBuilder: () => new DomainError('rate_limited', 'Too many requests. Try again in a minute.'),
  });
}
