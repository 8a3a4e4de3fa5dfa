import { Field, Int, ObjectType, type ClassType } from 'type-graphql';
import type { Page } from '../../ledger/queries/page.js';
import { cursorAt, type List } from './page-args.js';

@ObjectType({ simpleResolvers: true, description: 'See the Relay cursor connections specification.' })
export class PageInfo {
  @Field(() => Boolean, {
    description:
      'Whether more may follow. A page that is counted from the end knows no more than whether `before` was given.',
  })
  hasNextPage!: boolean;

  @Field(() => Boolean, {
    description:
      'Whether more may come before. A page that is counted from the start knows no more than whether `after` was given.',
  })
  hasPreviousPage!: boolean;

  @Field(() => String, {
    nullable: true,
    description:
      'Of the first node, or where to go on from in a page from the end that ends early; else null.',
  })
  startCursor!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Of the last node; null when there is none. A filter that finds little in many rows makes a page end early, with few ' +
      'nodes or none: then it says where to go on from.',
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
  /** Counted when it is asked for. */
  readonly totalCount: Count;
}

type Count = number | null | Promise<number | null>;

/**
 * Makes the `…Edge` and `…Connection` object types of a node type.
 *
 * @param counted A sentence that says which of its lists have a count; none unless given.
 */
export function connectionType(
  name: string,
  nodeType: () => ClassType,
  counted = 'Always null: counting would not be cheap.',
): () => ClassType {
  @ObjectType(`${name}Edge`, {
    simpleResolvers: true,
    description: 'A node of a list, and where it stands in it.',
  })
  class EdgeType {
    @Field(() => String, { description: 'For `after` and `before`.' })
    cursor!: string;

    @Field(nodeType, { description: 'What is listed.' })
    node!: object;
  }

  // Not simple: the count is a promise, which compiled operations do not wait for without a resolver.
  @ObjectType(`${name}Connection`, { description: 'A page of a list.' })
  class ConnectionType {
    @Field(() => [EdgeType], { description: 'In the order of the list.' })
    edges!: EdgeType[];

    @Field(() => [nodeType()], { description: 'The nodes of the edges, for those who need no cursors.' })
    nodes!: object[];

    @Field(() => PageInfo, { description: 'Where the page stands in the list.' })
    pageInfo!: PageInfo;

    @Field(() => Int, { nullable: true, description: `How many the list has on all its pages. ${counted}` })
    totalCount!: number | null;
  }
  return () => ConnectionType;
}

/** @param count Counts the nodes of all pages, where that is cheap. */
export function toConnection<Node>(
  page: Page<Node>,
  list: List<Node>,
  count: () => Count = () => null,
): Connection<Node> {
  const edges = page.items.map((node, at) => ({
    cursor: cursorAt(page.keys?.[at] ?? list.keyOf(node), list),
    node,
  }));
  const { nextFrom, previousFrom } = page;
  return {
    edges,
    nodes: page.items,
    pageInfo: {
      hasNextPage: page.hasNextPage,
      hasPreviousPage: page.hasPreviousPage,
      startCursor: previousFrom === undefined ? (edges[0]?.cursor ?? null) : cursorAt(previousFrom, list),
      endCursor: nextFrom === undefined ? (edges.at(-1)?.cursor ?? null) : cursorAt(nextFrom, list),
    },
    get totalCount() {
      return count();
    },
  };
}
