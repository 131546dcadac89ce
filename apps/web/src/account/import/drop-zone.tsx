import { useRef, useState } from 'preact/hooks';
import { useTexts } from '../../text/reader.js';
import { TEXTS } from './texts.js';

/** Takes a file that is dropped on it, or chosen by its button. */
export function DropZone({ isAgain, take }: { isAgain: boolean; take: (file: File) => void }) {
  const { text } = useTexts(TEXTS);
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  return (
    <div
      class={isOver ? 'drop over' : 'drop'}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const file = event.dataTransfer?.files[0];
        if (file) take(file);
      }}
    >
      <p>{text('import.drop')}</p>
      <input
        ref={input}
        class="hidden"
        type="file"
        aria-label={text('import.choose')}
        tabIndex={-1}
        onChange={({ currentTarget }) => {
          const file = currentTarget.files?.[0];
          if (file) take(file);
          // So that the same file can be chosen again after it was changed.
          currentTarget.value = '';
        }}
      />
      <button type="button" onClick={() => input.current?.click()}>
        {text(isAgain ? 'import.again' : 'import.choose')}
      </button>
    </div>
  );
}
