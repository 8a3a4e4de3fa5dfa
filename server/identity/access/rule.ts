/** Roles that may make the request. */
export const WHO = {
  ANYONE: 'everybody, signed in or not',
  SIGNED_IN: 'whoever is signed in',
  SAVER: 'customers and operators',
  STAFF: 'analysts and operators',
  OPERATOR: 'operators',
} as const;
export type Who = keyof typeof WHO;

/** Credentials that may make the request. */
export const BY = {
  ANY: 'session or API token',
  WRITER: 'session or API token that may write',
  SESSION: 'session',
} as const;
export type By = keyof typeof BY;

/** Viewers whose session must have proved its password lately; API tokens have none to prove. */
export const CONFIRMED = {
  EVERYBODY: 'password again',
  OPERATORS: 'password again, for operators',
} as const;
export type Confirmed = keyof typeof CONFIRMED;

/** Objects that the request may reach. */
export const WHOSE = {
  NOBODYS: '',
  // No id is taken, so that nobody else's object can be named.
  SELF: 'oneself',
  OWN: 'one’s own',
  OWN_OR_STAFF: 'one’s own; analysts and operators: everybody’s',
  OWN_OR_OPERATOR: 'one’s own; operators: everybody’s',
  EVERYBODYS: 'everybody’s',
} as const;
export type Whose = keyof typeof WHOSE;

/** Answer about an object that the viewer may not reach. */
export const OTHERS = {
  NOT_FOUND: 'NOT_FOUND, as for one that does not exist',
  FORBIDDEN: 'FORBIDDEN',
  NULL: 'null',
  LEFT_OUT: 'a list without it',
  NAME: 'what its owner is called',
} as const;
export type Others = keyof typeof OTHERS;

/** Access rule of a field or a route: roles, credentials and reachable objects. */
export interface AccessRule {
  readonly who: Who;
  readonly by: By;
  readonly confirmed?: Confirmed;
  /** True when staff who must prove a second factor may do it before they have: otherwise they could not set one up. */
  readonly beforeFactor?: true;
  readonly whose: Whose;
  /** Answer about another user's object, for requests that can name one. */
  readonly others?: Others;
  /** Answers viewers whose role `who` leaves out with null instead of an error. */
  readonly refused?: 'NULL';
  /** Further conditions, as a sentence without its full stop. */
  readonly note?: string;
}

/** Access rule of a route. Beside roles it may name nearby clients, by the address that a request comes from. */
export interface RouteRule extends Omit<AccessRule, 'who'> {
  readonly who: Who | 'NEARBY';
}
