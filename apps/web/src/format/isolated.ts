/**
 * Words of others within a sentence. A right-to-left name then does not turn the words around it.
 * They stand between the marks FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE.
 */
export const isolated = (words: string): string => `\u2068${words}\u2069`;
