/** Whether a text matches, read by code point. Stops as soon as nothing can match. */
export type TextMatcher = (text: Iterable<string>) => boolean;

const ANY_RUN = Symbol('*');
const ANY_ONE = Symbol('?');
type Token = string | typeof ANY_RUN | typeof ANY_ONE;

/**
 * A matcher for a glob. `*` stands for any number of characters, `?` for exactly one, and `\` makes
 * the next character (`*`, `?`, `\`) ordinary. The whole text must match, in any case of letters.
 * There are no character classes and no alternatives: users write several rules instead.
 *
 * It takes one step per character of the text, for every pattern. The possible places in the
 * pattern are one set of bits, and each character moves all of them at once (Baeza-Yates and
 * Gonnet, 1992). It never goes back, so no text and no pattern is slow.
 *
 *     pattern a*b   places 0 a 1* b 2   text "axb": {0} -a-> {1} -x-> {1} -b-> {1,2}   2 = match
 */
export function globMatcher(pattern: string): TextMatcher {
  return matcherOf(tokensOf(pattern));
}

/** A matcher for texts that contain this text, in any case of letters. No character is special. */
export function substringMatcher(text: string): TextMatcher {
  return matcherOf([ANY_RUN, ...text, ANY_RUN]);
}

function tokensOf(pattern: string): Token[] {
  const tokens: Token[] = [];
  let isEscaped = false;
  for (const character of pattern) {
    if (!isEscaped && character === '\\') {
      isEscaped = true;
      continue;
    }
    if (isEscaped) tokens.push(character);
    else tokens.push(character === '*' ? ANY_RUN : character === '?' ? ANY_ONE : character);
    isEscaped = false;
  }
  if (isEscaped) tokens.push('\\');
  return tokens;
}

function matcherOf(tokens: readonly Token[]): TextMatcher {
  let place = 1n; // One bit: the place before the next token.
  let staying = 0n; // Places that every character leaves as they are.
  let anyOne = 0n; // Places that every character moves on.
  const moving = new Map<string, bigint>(); // Further places that this character moves on.
  for (const token of tokens) {
    if (token === ANY_RUN) {
      staying |= place;
      continue;
    }
    if (token === ANY_ONE) anyOne |= place;
    else moving.set(folded(token), (moving.get(folded(token)) ?? 0n) | place);
    place <<= 1n;
  }
  const end = place;
  return (text) => {
    let places = 1n;
    for (const character of text) {
      const moved = places & (anyOne | (moving.get(folded(character)) ?? 0n));
      places = (moved << 1n) | (places & staying);
      if (places === 0n) return false;
    }
    return (places & end) !== 0n;
  };
}

/**
 * Folds one character at a time, because the lower case of a whole word depends on its neighbours.
 */
const folded = (character: string): string => character.toLowerCase();
