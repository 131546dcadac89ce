import type { ComponentChildren, ComponentProps } from 'preact';
import { useId } from 'preact/hooks';

type Shown = {
  readonly label: string;
  readonly hint?: ComponentChildren;
  /** What is wrong with the value, in a sentence. */
  readonly problem?: string | undefined;
};

const describedBy = (id: string, { hint, problem }: Shown) => {
  const ids = [...(hint === undefined ? [] : [`${id}-hint`]), ...(problem ? [`${id}-problem`] : [])];
  return { ...(ids.length > 0 && { 'aria-describedby': ids.join(' ') }), ...(problem && { 'aria-invalid': true }) };
};

function Around({ id, label, hint, problem, children }: Shown & { id: string; children: ComponentChildren }) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children}
      {hint !== undefined && (
        <p id={`${id}-hint`} class="quiet">
          {hint}
        </p>
      )}
      {problem && (
        <p id={`${id}-problem`} class="bad" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}

type Asked = 'name' | 'autocomplete' | 'maxLength' | 'min' | 'max' | 'step' | 'placeholder' | 'inputMode';

export type TextFieldProps = Shown &
  Pick<ComponentProps<'input'>, Asked | 'required' | 'readOnly' | 'disabled'> & {
    /** The id of a `datalist` with proposals. */
    readonly list?: string;
    readonly type?: 'text' | 'search' | 'email' | 'password' | 'number' | 'date' | 'time' | 'datetime-local';
    readonly value: string;
    readonly change: (value: string) => void;
  };

/** An input with its label, a hint, and what is wrong with it. */
export function TextField({ label, hint, problem, value, change, ...input }: TextFieldProps) {
  const id = useId();
  const shown = { label, hint, problem };
  return (
    <Around id={id} {...shown}>
      <input
        // Preact types each `type` apart, and here it is not known which one it is.
        {...(input as ComponentProps<'input'>)}
        {...describedBy(id, shown)}
        id={id}
        value={value}
        onInput={({ currentTarget }) => change(currentTarget.value)}
      />
    </Around>
  );
}

export type ChoiceFieldProps = Shown & {
  readonly value: string;
  readonly choices: readonly { readonly value: string; readonly name: string }[];
  readonly change: (value: string) => void;
};

/** A choice of one value, with its label, a hint, and what is wrong with it. */
export function ChoiceField({ label, hint, problem, value, choices, change }: ChoiceFieldProps) {
  const id = useId();
  const shown = { label, hint, problem };
  return (
    <Around id={id} {...shown}>
      <select
        {...describedBy(id, shown)}
        id={id}
        value={value}
        onChange={({ currentTarget }) => change(currentTarget.value)}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.name}
          </option>
        ))}
      </select>
    </Around>
  );
}
