/** Words of the engines for what their constraints refuse: SQLite's, then PostgreSQL's. */
export const REFUSED_BY_DATABASE =
  /constraint failed|cannot store|violates \S+ constraint|invalid input syntax for type/;

export const REFUSED_REFERENCE = /FOREIGN KEY constraint failed|violates foreign key constraint/;
