/**
 * True when a number keeps its value once it is parsed and printed, be it in other words: 1.0, 1e2 and 0.1 do. One with
 * more digits than JavaScript keeps, such as 12345678901234567890, does not.
 */
export function isExactNumber(source: string): boolean {
  // So few digits always come back.
  if (source.length <= 15 && !/e/i.test(source)) return true;
  return decimal(source) === decimal(JSON.stringify(Number(source)));
}

/** Normalises a decimal number: its digits without zeros around them, and the power of ten. */
function decimal(source: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(source) ?? [];
  // JSON writes infinity as null.
  if (whole === '') return source;
  const digits = (whole + fraction).replace(/^0+/, '');
  let end = digits.length;
  // A pattern would try every zero as the first of the last ones.
  while (digits[end - 1] === '0') end -= 1;
  if (end === 0) return '0';
  const power = Number(exponent) - fraction.length + digits.length - end;
  return `${sign}${digits.slice(0, end)}e${String(power)}`;
}
