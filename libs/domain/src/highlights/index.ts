export type { Highlight, HighlightEvent, HighlightText } from './events.js';
export {
  type HighlightCommand,
  highlightDecider,
  highlightOf,
  type Highlights,
  newestHighlights,
} from './highlight-decider.js';
export { readHighlightEvent } from './read-highlight-event.js';
