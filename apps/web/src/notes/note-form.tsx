import type { components } from '@app/client';
import { useState } from 'preact/hooks';
import { isDay } from '../format/days.js';
import { TextField } from '../parts/field.js';
import { problemsOf, untold } from '../forms/field-problems.js';
import { FormDialog } from '../forms/form-dialog.js';
import { TEXTS as PLANS } from '../plans/texts.js';
import { useServer } from '../server/answers.js';
import { useChange } from '../server/changes.js';
import { useTexts } from '../text/reader.js';
import { TEXTS } from './texts.js';

interface NoteFormProps {
  /** The day that the form proposes. */
  readonly date: string;
  /** Undefined for a new highlight. */
  readonly note?: components['schemas']['HighlightAnswerDto'];
  readonly close: () => void;
}

/** Notes a highlight, or changes one. */
export function NoteForm({ date, note, close }: NoteFormProps) {
  const { text } = useTexts(TEXTS);
  const plans = useTexts(PLANS);
  const { client } = useServer();
  const change = useChange('highlights');
  const [draft, setDraft] = useState({ date, description: note?.description ?? '', source: note?.source ?? '' });
  const [isTried, setTried] = useState(false);
  const [hasText, hasDay] = [draft.description.trim() !== '', isDay(draft.date)];
  const refused = problemsOf(change.error);
  const badText =
    isTried && !hasText ? text('notes.badText') : refused.at({ invalid_description: text('notes.badText') });
  const badDay =
    isTried && !hasDay ? plans.text('plans.needsDay') : refused.at({ invalid_date: plans.text('plans.needsDay') });
  const badLabel = refused.at({ invalid_source: text('notes.badLabel') });
  const work = () => {
    setTried(true);
    if (!hasText || !hasDay) return undefined;
    const source = draft.source.trim();
    const body = { date: draft.date, description: draft.description.trim(), ...(source !== '' && { source }) };
    return () =>
      note
        ? client.PUT('/api/v1/highlights/{id}', { params: { path: { id: note.id } }, body })
        : client.POST('/api/v1/highlights', { body });
  };
  return (
    <FormDialog
      title={text(note ? 'notes.changeTitle' : 'notes.add')}
      {...{ change, work, close }}
      error={untold(change.error, badText, badDay, badLabel)}
      sentences={{ unknown_highlight: plans.text('plans.gone') }}
    >
      <TextField
        label={text('notes.what')}
        maxLength={255}
        problem={badText}
        value={draft.description}
        change={(description) => setDraft({ ...draft, description })}
      />
      <TextField
        label={plans.text('plans.day')}
        type="date"
        problem={badDay}
        value={draft.date}
        change={(day) => setDraft({ ...draft, date: day })}
      />
      <TextField
        label={text('notes.label')}
        hint={text('notes.labelHint')}
        maxLength={255}
        problem={badLabel}
        value={draft.source}
        change={(source) => setDraft({ ...draft, source })}
      />
    </FormDialog>
  );
}
