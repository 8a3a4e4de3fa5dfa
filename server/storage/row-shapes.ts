import { isRaw, type EntityDictionary, type EntityMetadata, type EntityProperty } from '@mikro-orm/core';

/** True for entities with one column per property, no generated columns and no version. */
export function isPlain<T>(meta: EntityMetadata<T>): boolean {
  const isColumn = ({ fieldNames, generated }: EntityProperty<T>): boolean =>
    fieldNames.length === 1 && !generated;
  return !meta.hasOptimisticLock() && meta.props.every(isColumn);
}

/** True for a row that has values for some of the properties, which are no SQL, and for nothing else. */
export function isOfShape<T>(row: EntityDictionary<T>, properties: readonly EntityProperty<T>[]): boolean {
  const isValue = ({ name }: EntityProperty<T>): boolean => name in row && !isRaw(row[name]);
  return Object.keys(row).length === properties.length && properties.every(isValue);
}
