import type { EntityManager } from '@mikro-orm/core';

/** SQLite, on which one process at a time writes, or PostgreSQL, on which several nodes do. */
export type Engine = 'sqlite' | 'postgres';

export function engineOf(em: EntityManager): Engine {
  return em.getPlatform().constructor.name === 'SqlitePlatform' ? 'sqlite' : 'postgres';
}
