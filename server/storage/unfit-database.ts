/** Refusal to open a database until an operator has acted. */
export class UnfitDatabase extends Error {
  readonly code = 'UNFIT_DATABASE';

  constructor(message: string) {
    super(message);
    this.name = 'UnfitDatabase';
  }
}
