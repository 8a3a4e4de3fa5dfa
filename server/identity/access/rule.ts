/** The roles that may ask. */
export const WHO = {
  ANYONE: 'everybody, signed in or not',
  SIGNED_IN: 'whoever is signed in',
  SAVER: 'customers and operators',
  STAFF: 'analysts and operators',
  OPERATOR: 'operators',
} as const;
export type Who = keyof typeof WHO;

/** What they may ask with. */
export const BY = {
  ANY: 'session or API token',
  WRITER: 'session or API token that may write',
  SESSION: 'session',
} as const;
export type By = keyof typeof BY;

/** The sessions that must have proved their password lately; API tokens have none to prove. */
export const CONFIRMED = {
  EVERYBODY: 'password again',
  OPERATORS: 'password again, for operators',
} as const;
export type Confirmed = keyof typeof CONFIRMED;

/** The objects that it is about. */
export const WHOSE = {
  NOBODYS: '',
  // No id is taken, so that there is nothing of somebody else's to name.
  SELF: 'oneself',
  OWN: 'one’s own',
  OWN_OR_STAFF: 'one’s own; analysts and operators: everybody’s',
  OWN_OR_OPERATOR: 'one’s own; operators: everybody’s',
  EVERYBODYS: 'everybody’s',
} as const;
export type Whose = keyof typeof WHOSE;

/** What is answered about an object that somebody may not reach. */
export const OTHERS = {
  NOT_FOUND: 'NOT_FOUND, as for one that does not exist',
  FORBIDDEN: 'FORBIDDEN',
  NULL: 'null',
  LEFT_OUT: 'a list without it',
  NAME: 'what its owner is called',
} as const;
export type Others = keyof typeof OTHERS;

/** Who may do what to which object, in which role, with which credential. */
export interface AccessRule {
  readonly who: Who;
  readonly by: By;
  readonly confirmed?: Confirmed;
  /** Analysts and operators who must prove a second factor may do it before they have: how else would they come by one. */
  readonly beforeFactor?: true;
  readonly whose: Whose;
  /** Where an object can be named that is somebody else's. */
  readonly others?: Others;
  /** Whom `who` leaves out is answered with null, and with no error. */
  readonly refused?: 'NULL';
  /** What else there is to know, as a sentence without its full stop. */
  readonly note?: string;
}

/** Of a route. One may be for whoever is near, by the address that a request comes from. */
export interface RouteRule extends Omit<AccessRule, 'who'> {
  readonly who: Who | 'NEARBY';
}
