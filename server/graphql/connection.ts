import { ArgsType, Field, Int, ObjectType, type ClassType } from 'type-graphql';
import { AccessError } from '../identity/errors.js';
import type { Page, PageRequest } from '../ledger/queries/page.js';

const FIRST_MAX = 100;
export const FIRST_DEFAULT = 20;

@ArgsType()
export class PageArgs {
  @Field(() => Int, {
    nullable: true,
    defaultValue: FIRST_DEFAULT,
    description: 'How many at most; 100 is the most.',
  })
  first!: number | null;

  @Field(() => String, { nullable: true, description: 'The cursor after which the page begins.' })
  after?: string | null;
}

@ObjectType({ description: 'See the Relay cursor connections specification.' })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether more follow.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'Whether there are any before.' })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: 'Of the first edge; null when there is none.' })
  startCursor!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Of the last edge, to go on `after`; null when there is none.',
  })
  endCursor!: string | null;
}

interface Edge<Node> {
  readonly cursor: string;
  readonly node: Node;
}

/** A page as a Relay connection. */
export interface Connection<Node> {
  readonly edges: readonly Edge<Node>[];
  readonly nodes: readonly Node[];
  readonly pageInfo: PageInfo;
}

/** Makes the `…Edge` and `…Connection` object types of a node type. */
export function connectionType(name: string, nodeType: () => ClassType): () => ClassType {
  @ObjectType(`${name}Edge`, { description: 'An item of a list and its place.' })
  class EdgeType {
    @Field(() => String, { description: 'Its place, to go on after it.' })
    cursor!: string;

    @Field(nodeType, { description: 'The item itself.' })
    node!: object;
  }

  @ObjectType(`${name}Connection`, { description: 'A page of a list.' })
  class ConnectionType {
    @Field(() => [EdgeType], { description: 'The items in their order, with their places.' })
    edges!: EdgeType[];

    @Field(() => [nodeType()], { description: 'The nodes of the edges, for those who need no cursors.' })
    nodes!: object[];

    @Field(() => PageInfo, { description: 'Whether there is more, and where to go on.' })
    pageInfo!: PageInfo;
  }
  return () => ConnectionType;
}

/** What cursors stand for: the id of a node, or its number within the list. */
const ID = /^[0-9a-f-]{36}$/;
export const SEQUENCE = /^[0-9]{1,15}$/;

/** @throws AccessError BAD_USER_INPUT when `first` is out of bounds or the cursor is none of ours. */
export function pageRequest(args: PageArgs, cursorPattern = ID): PageRequest {
  const { after } = args;
  const first = args.first ?? FIRST_DEFAULT;
  if (first < 0 || first > FIRST_MAX) {
    throw new AccessError('BAD_USER_INPUT', `first must be between 0 and ${String(FIRST_MAX)}`, {
      field: 'first',
    });
  }
  if (after === undefined || after === null) return { first, after: undefined };
  const key = Buffer.from(after, 'base64url').toString();
  if (!cursorPattern.test(key)) {
    throw new AccessError('BAD_USER_INPUT', 'after is no cursor of this list', { field: 'after' });
  }
  return { first, after: key };
}

/** @param keyOf The value that the list is ordered by and that a cursor stands for. */
export function toConnection<Node>(
  page: Page<Node>,
  request: PageRequest,
  keyOf: (node: Node) => string | number,
): Connection<Node> {
  const edges = page.items.map((node) => ({
    cursor: Buffer.from(String(keyOf(node))).toString('base64url'),
    node,
  }));
  return {
    edges,
    nodes: page.items,
    pageInfo: {
      hasNextPage: page.hasNextPage,
      hasPreviousPage: request.after !== undefined,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

export const byId = (node: { readonly id: string }): string => node.id;
