interface ProgressBarProps {
  /** What it measures, in a sentence. */
  readonly label: string;
  /** The present state, in words. */
  readonly words: string;
  readonly seconds: number;
  readonly hours: number;
  /** Undefined while it is neither. */
  readonly isGood?: boolean | undefined;
}

/** How much of some hours there is. Words beside it say the same. */
export function ProgressBar({ label, words, seconds, hours, isGood }: ProgressBarProps) {
  const percent = Math.min(100, Math.round((seconds / (hours * 3_600)) * 100));
  const colour = isGood === undefined ? '' : isGood ? ' good' : ' bad';
  return (
    <div
      class={`progress${colour}`}
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      aria-valuetext={words}
    >
      {percent > 0 && <span style={{ width: `${percent}%` }} />}
    </div>
  );
}
