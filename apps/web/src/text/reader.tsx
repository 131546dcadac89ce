import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { type Catalogue, COMMON_TEXTS, type TextKey, type Texts, textsFor } from './texts.js';

/** The person who reads the pages. */
export const ReaderTexts = createContext<Texts>(textsFor(['en']));

/** The texts for the person who reads: the common ones, and those of a folder when it is named. */
export function useTexts(): Texts;
export function useTexts<Key extends string>(catalogue: Catalogue<Key>): Texts<Key>;
export function useTexts(catalogue: Catalogue<TextKey> = COMMON_TEXTS): Texts<TextKey> {
  return useContext(ReaderTexts).with(catalogue);
}
