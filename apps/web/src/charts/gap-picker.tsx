import { useState } from 'preact/hooks';
import { gapAt, selectedOf, type Stretch } from '../format/gaps.js';
import { useTexts } from '../text/reader.js';

interface GapPickerProps {
  readonly day: Stretch;
  /** Starts of the five-minute pieces that have time, in epoch ms. */
  readonly starts: readonly number[];
  readonly pick: (gap: Stretch) => void;
}

/**
 * A lane on which a person drags over time without a computer, to say what it was. A click takes
 * the whole gap. For the keyboard there is a button beside the chart.
 */
export function GapPicker({ day, starts, pick }: GapPickerProps) {
  const { text } = useTexts();
  const [drag, setDrag] = useState<{ gap: Stretch; first: number; last: number }>();
  const length = day.to - day.from;
  const momentOf = (event: PointerEvent): number => {
    const { left, width } = (event.currentTarget as Element).getBoundingClientRect();
    return day.from + (Math.min(Math.max(event.clientX - left, 0), width) / width) * length;
  };
  const selected = drag && selectedOf(drag.gap, drag.first, drag.last);
  const share = (ms: number) => `${(ms / length) * 100}%`;
  return (
    <>
      <span class="quiet">{text('day.away')}</span>
      <div
        class="gaps"
        title={text('day.awayHint')}
        onPointerDown={(event) => {
          const first = momentOf(event);
          const gap = gapAt(first, starts, day);
          if (!gap) return;
          (event.currentTarget as Element).setPointerCapture(event.pointerId);
          setDrag({ gap, first, last: first });
        }}
        onPointerMove={(event) => drag && setDrag({ ...drag, last: momentOf(event) })}
        onPointerUp={() => {
          if (selected) pick(selected);
          setDrag(undefined);
        }}
        onPointerCancel={() => setDrag(undefined)}
      >
        {selected && (
          <span style={{ left: share(selected.from - day.from), width: share(selected.to - selected.from) }} />
        )}
      </div>
    </>
  );
}
