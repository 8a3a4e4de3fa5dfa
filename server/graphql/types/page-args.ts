import { ArgsType, Field, Int, type ClassType } from 'type-graphql';
import { AccessError } from '../../identity/model/errors.js';
import { type Order, type PageRequest } from '../../ledger/queries/page.js';
import { enumOf } from './scalars.js';

const SIZE_MAX = 100;
export const SIZE_DEFAULT = 20;

/** Arguments of the Relay cursor connections specification. */
@ArgsType()
export class PageArgs {
  @Field(() => Int, {
    nullable: true,
    description: `How many at most, from the start; 100 is the most, and ${String(SIZE_DEFAULT)} what comes without \`first\` and \`last\`.`,
  })
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'The cursor after which the page begins.' })
  after?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How many at most, from the end, in the order of the list all the same. Not with `first`.',
  })
  last?: number | null;

  @Field(() => String, { nullable: true, description: 'The cursor before which the page ends.' })
  before?: string | null;
}

interface Ordered {
  readonly orderBy?: Order | null;
}

/** Makes the enum by which a kind of list is ordered. @param means Explains which nodes are new and which old. */
export function orderEnum(name: string, means: string): Readonly<Record<Order, Order>> {
  return enumOf<Order>(`${name}Order`, `Which way a list goes: by ${means}.`, {
    NEWEST_FIRST: 'From now into the past.',
    OLDEST_FIRST: 'From the beginning on.',
  });
}

/** Makes the arguments of a list that may be ordered. */
export function orderedArgs(
  order: Readonly<Record<Order, Order>>,
  usual: Order,
): ClassType<PageArgs & Ordered> {
  @ArgsType()
  class OrderedArgs extends PageArgs {
    @Field(() => order, {
      nullable: true,
      defaultValue: usual,
      description: 'Cursors are places in the list: they are good for either way.',
    })
    orderBy?: Order | null;
  }
  return OrderedArgs;
}

/** A kind of list: its order and its cursors. */
export interface List<Node> {
  /** Name of the list within its cursors, to tell those of other lists apart. */
  readonly of: string;
  /** Default order. */
  readonly usual: Order;
  /** Returns the sort key of a node. */
  readonly keyOf: (node: Node) => string | number;
  /** Matches a valid sort key. */
  readonly key: RegExp;
}

const ID = /^[0-9a-f-]{36}$/;
export const SEQUENCE = /^[0-9]{1,15}$/;
/** Matches a moment in milliseconds, a user and a key. */
export const PLACE = /^[0-9]{1,15} [0-9a-f-]{36} [\x21-\x7e]{1,255}$/;

export function listById<Node extends { readonly id: string }>(of: string, usual: Order): List<Node> {
  return { of, usual, keyOf: ({ id }) => id, key: ID };
}

export function listBySequence<Node extends { readonly sequence: number }>(
  of: string,
  usual: Order,
): List<Node> {
  return { of, usual, keyOf: ({ sequence }) => sequence, key: SEQUENCE };
}

/** @throws AccessError BAD_USER_INPUT when a size is out of bounds or a cursor is of another list. */
export function pageRequest<Node>(args: PageArgs & Ordered, list: List<Node>): PageRequest {
  const first = sizeOf('first', args.first);
  const last = sizeOf('last', args.last);
  if (first !== undefined && last !== undefined) {
    throw new AccessError('BAD_USER_INPUT', 'Give either first or last', { field: 'last' });
  }
  return {
    size: first ?? last ?? SIZE_DEFAULT,
    fromEnd: last !== undefined,
    order: args.orderBy ?? list.usual,
    after: keyIn('after', args.after, list),
    before: keyIn('before', args.before, list),
  };
}

function sizeOf(field: string, size: number | null | undefined): number | undefined {
  if (size !== undefined && size !== null && (size < 0 || size > SIZE_MAX)) {
    throw new AccessError('BAD_USER_INPUT', `${field} must be between 0 and ${String(SIZE_MAX)}`, { field });
  }
  return size ?? undefined;
}

/** Encodes the cursor of a place in the list, also where no node is. */
export function cursorAt<Node>(key: string | number, { of }: List<Node>): string {
  return Buffer.from(`${of} ${String(key)}`).toString('base64url');
}

function keyIn<Node>(
  field: string,
  cursor: string | null | undefined,
  { of, key: pattern }: List<Node>,
): string | undefined {
  if (cursor === undefined || cursor === null) return undefined;
  const text = Buffer.from(cursor, 'base64url').toString();
  const key = text.startsWith(`${of} `) ? text.slice(of.length + 1) : '';
  if (pattern.test(key)) return key;
  throw new AccessError('BAD_USER_INPUT', `${field} is not a cursor of this list`, { field });
}
