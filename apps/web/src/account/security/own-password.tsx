import { TextField } from '../../parts/field.js';
import { useTexts } from '../../text/reader.js';
import { TEXTS } from './texts.js';

/** Asks for the password that a person has now. */
export function OwnPassword({ value, change }: { value: string; change: (password: string) => void }) {
  const { text } = useTexts(TEXTS);
  return (
    <TextField
      label={text('security.yourPassword')}
      type="password"
      autocomplete="current-password"
      {...{ value, change }}
      required
    />
  );
}
