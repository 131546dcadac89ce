import type { Command } from '../decider.js';
import { DomainError } from '../domain-error.js';
import { enteredLine, enteredLines } from '../entered-text.js';
import { FIRST_ID, idAfter } from '../numbering.js';
import { passingOver } from '../events/passing-over.js';
import { VersionedMap } from '../versioned-map.js';
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

/** Makes a removed highlight again, as it was. */
export interface RestoreHighlight extends Command {
  readonly type: 'RestoreHighlight';
  readonly data: Highlight;
}

export type HighlightCommand = PostHighlight | ReplaceHighlight | RestoreHighlight | RemoveHighlight;

/** The highlights of one user, oldest first by entry. Programs may post many thousands. */
export interface Highlights {
  /** The id for the next definition in the stream. See `idAfter`. */
  readonly nextId: number;
  readonly byId: VersionedMap<number, Highlight>;
}

/**
 * The rules of a `highlight-` stream. Two posts of the same text are two highlights, because a user
 * may do the same thing twice. Refuses with `invalid_description` (1 to 255 characters),
 * `invalid_source` (at most 255) and `unknown_highlight`.
 */
export const highlightDecider = passingOver<Highlights, HighlightCommand, HighlightEvent>(readHighlightEvent, {
  initialState: { nextId: FIRST_ID, byId: new VersionedMap() },

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
      case 'RestoreHighlight': {
        const { id, createdAt } = data;
        if (id >= highlights.nextId || highlights.byId.has(id))
          throw new DomainError('unknown_highlight', 'There was no such highlight, or it is there.');
        return [{ type: 'HighlightPosted', data: { id, ...checkedText(data), createdAt } }];
      }
      case 'RemoveHighlight':
        return [{ type: 'HighlightRemoved', data: { id: highlightOf(highlights, data.id).id } }];
    }
  },

  evolve(highlights, event) {
    const nextId = idAfter(highlights.nextId, event);
    const { byId } = highlights;
    const { type, data } = event;
    switch (type) {
      case 'HighlightPosted':
        return { nextId, byId: byId.with(data.id, data) };
      case 'HighlightReplaced':
        return { nextId, byId: byId.has(data.id) ? byId.with(data.id, data) : byId };
      case 'HighlightRemoved':
        return { nextId, byId: byId.without(data.id) };
    }
  },

  passedOver: (highlights) => ({ ...highlights, nextId: highlights.nextId + 1 }),
});

/** The newest highlights by entry, newest first, at most `count`. */
export function newestHighlights({ byId }: Highlights, count = Infinity): Highlight[] {
  return [...byId.values()].reverse().slice(0, count);
}

/** The user's highlight with this id. Throws DomainError `unknown_highlight`. */
export function highlightOf({ byId }: Highlights, id: number): Highlight {
  const highlight = byId.get(id);
  if (!highlight) throw new DomainError('unknown_highlight', 'There is no such highlight.');
  return highlight;
}

function checkedText({ description, date, source }: HighlightText): HighlightText {
  return {
    description: enteredLines(description, { code: 'invalid_description', of: 'description' }),
    date,
    ...(source !== undefined && { source: enteredLine(source, { code: 'invalid_source', of: 'source' }) }),
  };
}
