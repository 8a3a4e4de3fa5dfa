import type { FastifyInstance } from 'fastify';

export interface TableRow {
  readonly method: string;
  /** With parameters in braces, as the table of rules writes them. */
  readonly path: string;
}

const INDENT = 4;

/** Every route of a running server, as its router prints them: a tree of the beginnings that paths have in common. */
export function routesOf(fastify: Pick<FastifyInstance, 'printRoutes'>): TableRow[] {
  const beginnings: string[] = [];
  return fastify
    .printRoutes()
    .split('\n')
    .flatMap((line) => {
      const [, drawing = '', part = '', methods] = /^([│├└─ ]*)(\S+)(?: \(([A-Z, ]+)\))?$/u.exec(line) ?? [];
      if (part === '') return [];
      const depth = drawing.length / INDENT - 1;
      beginnings.splice(depth, Infinity, part);
      const path = beginnings.join('').replace(/:(\w+)/g, '{$1}');
      return methods?.split(', ').map((method) => ({ method, path })) ?? [];
    });
}
