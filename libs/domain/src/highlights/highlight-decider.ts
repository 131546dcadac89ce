import type { Command } from '../decider.js';
import { DomainError } from '../domain-error.js';
import { enteredLine, enteredLines } from '../entered-text.js';
import { FIRST_ID, idAfter } from '../numbering.js';
import { passingOver } from '../events/passing-over.js';
import type { Highlight, HighlightEvent, HighlightText } from './events.js';
import { readHighlightEvent } from './read-highlight-event.js';

export interface PostHighlight extends Command {
  readonly type: 'PostHighlight';
  readonly data: HighlightText;
}

export interface ReplaceHighlight extends Command {
  readonly type: 'ReplaceHighlight';
  readonly data: HighlightText & { readonly id: number };
}

export interface RemoveHighlight extends Command {
  readonly type: 'RemoveHighlight';
  readonly data: { readonly id: number };
}

export type HighlightCommand = PostHighlight | ReplaceHighlight | RemoveHighlight;

/**
 * The highlights of one user: a chain, newest first. A new one is added without a copy of the rest,
 * because programs may post many thousands.
 */
export interface Highlights {
  /** The id for the next definition in the stream. See `idAfter`. */
  readonly nextId: number;
  readonly newest: Link | undefined;
}

interface Link {
  readonly highlight: Highlight;
  readonly older: Link | undefined;
}

/**
 * The rules of a `highlight-` stream. Two posts of the same text are two highlights, because a user
 * may do the same thing twice. Refuses with `invalid_description` (1 to 255 characters),
 * `invalid_source` (at most 255) and `unknown_highlight`.
 */
export const highlightDecider = passingOver<Highlights, HighlightCommand, HighlightEvent>(readHighlightEvent, {
  initialState: { nextId: FIRST_ID, newest: undefined },

  decide({ type, data, metadata }, highlights) {
    switch (type) {
      case 'PostHighlight':
        return [
          { type: 'HighlightPosted', data: { id: highlights.nextId, ...checkedText(data), createdAt: metadata.now } },
        ];
      case 'ReplaceHighlight': {
        const { id, createdAt } = highlightOf(highlights, data.id);
        return [{ type: 'HighlightReplaced', data: { id, ...checkedText(data), createdAt } }];
      }
      case 'RemoveHighlight':
        return [{ type: 'HighlightRemoved', data: { id: highlightOf(highlights, data.id).id } }];
    }
  },

  evolve(highlights, event) {
    const nextId = idAfter(highlights.nextId, event);
    const { type, data } = event;
    switch (type) {
      case 'HighlightPosted':
        return { nextId, newest: { highlight: data, older: highlights.newest } };
      case 'HighlightReplaced':
        return { nextId, newest: changed(highlights, (one) => (one.id === data.id ? data : one)) };
      case 'HighlightRemoved':
        return { nextId, newest: changed(highlights, (one) => (one.id === data.id ? undefined : one)) };
    }
  },

  passedOver: (highlights) => ({ ...highlights, nextId: highlights.nextId + 1 }),
});

/** The newest highlights by entry, newest first, at most `count`. */
export function newestHighlights({ newest }: Highlights, count = Infinity): Highlight[] {
  const listed: Highlight[] = [];
  for (let link = newest; link && listed.length < count; link = link.older) listed.push(link.highlight);
  return listed;
}

function changed(highlights: Highlights, change: (highlight: Highlight) => Highlight | undefined): Link | undefined {
  return newestHighlights(highlights).reduceRight<Link | undefined>((older, one) => {
    const highlight = change(one);
    return highlight ? { highlight, older } : older;
  }, undefined);
}

/** The user's highlight with this id. Throws DomainError `unknown_highlight`. */
export function highlightOf({ newest }: Highlights, id: number): Highlight {
  for (let link = newest; link; link = link.older) if (link.highlight.id === id) return link.highlight;
  throw new DomainError('unknown_highlight', 'There is no such highlight.');
}

function checkedText({ description, date, source }: HighlightText): HighlightText {
  return {
    description: enteredLines(description, { code: 'invalid_description', of: 'description' }),
    date,
    ...(source !== undefined && { source: enteredLine(source, { code: 'invalid_source', of: 'source' }) }),
  };
}
