const [BASE, T_MIN, T_MAX, SKEW, DAMP, FIRST_BIAS, FIRST_CODE_POINT] = [36, 1, 26, 38, 700, 72, 128] as const;
const LAST_CODE_POINT = 0x10ffff;

/**
 * The text that a Punycode label stands for, without its `xn--`: `mnchen-3ya` is `münchen`. The
 * result is not checked in any other way. Undefined when the label is no Punycode. Quadratic in the
 * length, and a label has 63 characters at most. Source: RFC 3492, section 6.2.
 */
export function decodePunycode(label: string): string | undefined {
  const delimiter = label.lastIndexOf('-');
  const text = Array.from(label.slice(0, Math.max(delimiter, 0)), (character) => character.charCodeAt(0));
  let [codePoint, place, bias]: [number, number, number] = [FIRST_CODE_POINT, 0, FIRST_BIAS];
  for (let at = delimiter + 1; at < label.length;) {
    const placeBefore = place;
    for (let [weight, k] = [1, BASE]; ; k += BASE) {
      const digit = digitOf(label.charCodeAt(at++));
      if (digit === undefined) return undefined;
      place += digit * weight;
      const threshold = Math.min(Math.max(k - bias, T_MIN), T_MAX);
      if (digit < threshold) break;
      weight *= BASE - threshold;
      if (weight > Number.MAX_SAFE_INTEGER / BASE) return undefined;
    }
    const length = text.length + 1;
    bias = adapted(place - placeBefore, length, placeBefore === 0);
    codePoint += Math.floor(place / length);
    place %= length;
    if (codePoint > LAST_CODE_POINT) return undefined;
    text.splice(place++, 0, codePoint);
  }
  return String.fromCodePoint(...text);
}

function digitOf(code: number): number | undefined {
  if (code >= 97 && code <= 122) return code - 97;
  return code >= 48 && code <= 57 ? code - 48 + 26 : undefined;
}

/** The bias for the next number. Section 6.1. */
function adapted(delta: number, length: number, isFirst: boolean): number {
  let left = Math.floor(delta / (isFirst ? DAMP : 2));
  left += Math.floor(left / length);
  let k = 0;
  for (; left > ((BASE - T_MIN) * T_MAX) / 2; k += BASE) left = Math.floor(left / (BASE - T_MIN));
  return k + Math.floor(((BASE - T_MIN + 1) * left) / (left + SKEW));
}
