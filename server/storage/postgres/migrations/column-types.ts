/** Texts compare by their bytes, as ids do everywhere in the product, whatever the database's own order is. */
export const TEXT = 'text collate "C"';
