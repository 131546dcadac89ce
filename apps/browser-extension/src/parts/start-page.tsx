import '@design/tokens.css';
import '@design/pages.css';
import './extension.css';
import { type ComponentChild, render } from 'preact';
import { locale } from './texts.js';

/** Draws a page of the extension, in the language of the browser. */
export function startPage(title: string, page: ComponentChild): void {
  document.documentElement.lang = locale();
  document.title = title;
  const place = document.getElementById('app');
  if (place) render(page, place);
}
