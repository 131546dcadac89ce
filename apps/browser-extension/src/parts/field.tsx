import type { Work } from './use-work.js';

interface FieldProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly type?: 'text' | 'password';
  readonly inputMode?: 'numeric' | 'text';
  readonly hint?: string;
}

/** A text field with its label and, below it, how to fill it. */
export function Field({ id, label, value, onInput, type = 'text', inputMode = 'text', hint }: FieldProps) {
  // To the types of Preact each kind of field is another element.
  const kind = type as 'text';
  return (
    <div class="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type={kind}
        inputMode={inputMode}
        value={value}
        autocomplete="off"
        spellcheck={false}
        {...(hint !== undefined && { 'aria-describedby': `${id}-hint` })}
        onInput={({ currentTarget }) => onInput(currentTarget.value)}
      />
      {hint !== undefined && (
        <p id={`${id}-hint`} class="quiet">
          {hint}
        </p>
      )}
    </div>
  );
}

/** The sentence at the end of a work. */
export const Outcome = ({ work: { outcome } }: { work: Work }) => (
  <p role="status" class={outcome === null || outcome.isGood ? 'good' : 'bad'}>
    {outcome?.text ?? ''}
  </p>
);
