import { useRef, useState } from 'preact/hooks';
import { useTexts } from '../text/reader.js';
import './copy-text.css';

/**
 * A text to copy, and a button that copies it. Over plain HTTP a browser copies nothing by itself:
 * then the text is selected, and the person copies it.
 */
export function CopyText({ value, label }: { value: string; label: string }) {
  const { text } = useTexts();
  const [outcome, setOutcome] = useState('');
  const shown = useRef<HTMLElement>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      setOutcome(text('copy.done'));
    } catch {
      if (shown.current) getSelection()?.selectAllChildren(shown.current);
      setOutcome(text('copy.selected'));
    }
  };
  return (
    <div class="copy">
      <code ref={shown} tabIndex={0} role="group" aria-label={label}>
        {value}
      </code>
      <button type="button" onClick={() => void copy()}>
        {text('copy.copy')}
      </button>
      <span role="status" class="quiet">
        {outcome}
      </span>
    </div>
  );
}
