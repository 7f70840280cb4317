// Digits of every script as 0 to 9.

/** Decimal digits stand in rows of ten from 0 to 9 (Unicode, 4.6), and no row begins within another. */
function valueOf(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  if (code < 0x80) return code - 0x30;
  let value = 0;
  while (value < 9 && /^\p{Nd}$/u.test(String.fromCodePoint(code - value - 1))) value += 1;
  return value;
}

export function inPlainDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => String(valueOf(digit)));
}
