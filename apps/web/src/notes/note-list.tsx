import type { components } from '@app/client';
import { useState } from 'preact/hooks';
import { Confirm } from '../forms/confirm.js';
import { EntryButtons } from '../plans/entry-buttons.js';
import { useServer } from '../server/answers.js';
import { useTexts } from '../text/reader.js';
import { NoteForm } from './note-form.js';
import { TEXTS } from './texts.js';

export type Note = components['schemas']['HighlightAnswerDto'];

/** Highlights, each with buttons to change and to remove it. */
export function NoteList({ notes }: { notes: readonly Note[] }) {
  const { text } = useTexts(TEXTS);
  const { client } = useServer();
  const [open, setOpen] = useState<{ readonly to: 'change' | 'remove'; readonly note: Note }>();
  const close = () => setOpen(undefined);
  return (
    <>
      <ul class="entries">
        {notes.map((note) => (
          <li key={note.id}>
            <div class="what">
              <bdi>{note.description}</bdi>
              {note.source !== undefined && (
                <span class="quiet">
                  {' · '}
                  <bdi>{note.source}</bdi>
                </span>
              )}
            </div>
            <EntryButtons
              name={note.description}
              change={() => setOpen({ to: 'change', note })}
              remove={() => setOpen({ to: 'remove', note })}
            />
          </li>
        ))}
      </ul>
      {open?.to === 'change' && <NoteForm date={open.note.date} note={open.note} close={close} />}
      {open?.to === 'remove' && (
        <Confirm
          title={text('notes.remove')}
          act={text('notes.removeAct')}
          changes={['highlights']}
          work={() => client.DELETE('/api/v1/highlights/{id}', { params: { path: { id: open.note.id } } })}
          close={close}
        >
          <p>
            <bdi>{open.note.description}</bdi>
          </p>
        </Confirm>
      )}
    </>
  );
}
