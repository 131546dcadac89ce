/** How far a figure is from one to compare it with. */
export interface Change {
  readonly by: number;
  readonly shown: (amount: number) => string;
  /** A smaller difference counts as none. */
  readonly least: number;
  /** The whole sentence. `isMore` is undefined when there is no difference. */
  readonly words: (amount: string, isMore: boolean | undefined) => string;
  /** Whether more is better. Undefined: neither. */
  readonly isGood?: boolean;
}

interface FigureProps {
  readonly value: string;
  readonly label: string;
  readonly title?: string;
  readonly change?: Change;
}

/** One large figure with its name under it. It stands in a `dl`. */
export function Figure({ value, label, title, change }: FigureProps) {
  return (
    <div {...(title !== undefined && { title })}>
      <dt>
        {label}
        {change && <ChangeText change={change} />}
      </dt>
      <dd>{value}</dd>
    </div>
  );
}

/** An arrow and a sentence say it, not the colour alone. */
function ChangeText({ change: { by, shown, least, words, isGood } }: { change: Change }) {
  const isMore = Math.abs(by) < least ? undefined : by > 0;
  const colour = isMore === undefined || isGood === undefined ? '' : isMore === isGood ? 'good' : 'bad';
  const amount = shown(Math.abs(by));
  const sentence = words(amount, isMore);
  return (
    <>
      {' · '}
      <span class={colour} title={sentence}>
        <span aria-hidden="true">{isMore === undefined ? '=' : `${isMore ? '▲' : '▼'} ${amount}`}</span>
        <span class="hidden">{sentence}</span>
      </span>
    </>
  );
}
