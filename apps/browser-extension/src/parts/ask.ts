import { api } from '../browser/web-extension.js';
import type { Ask } from '../ways/questions.js';

/** Asks the background script of the extension. Rejects when it cannot answer. */
export const ask: Ask = async (name, question) => {
  const answer = await api.runtime.sendMessage({ name, question });
  if (answer === null || answer === undefined) throw new Error(`no answer to ${name}`);
  return answer as never;
};
