import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { type Texts, textsFor } from './texts.js';

/** The texts of the person who reads the pages. */
export const ReaderTexts = createContext<Texts>(textsFor(['en']));

export const useTexts = (): Texts => useContext(ReaderTexts);
