import './charts.css';
import type { components } from '@app/client';
import { durationText } from '../format/duration.js';
import { wallClock } from '../format/days.js';
import { useTexts } from '../text/reader.js';
import type { TextKey } from '../text/texts.js';
import { type Stretch } from '../format/gaps.js';
import { GapPicker } from './gap-picker.js';
import { levelColour } from './levels.js';

type Day = components['schemas']['DayReportDto'];
type Piece = Day['timeline'][number];

const WIDTH = 1000;
const BUCKET_MS = 300_000;
const HOURS_BETWEEN_LABELS = 3;

/**
 * The day from its first moment to its last: a lane for each source, a bar for each five minutes.
 */
export function DayLanes({ day, pick }: { day: Day; pick?: (gap: Stretch) => void }) {
  const { text } = useTexts();
  const [begin, end] = [Date.parse(day.start), Date.parse(day.end)];
  const at = (moment: string) => ((Date.parse(moment) - begin) / (end - begin)) * 100;
  const sources = (['computers', 'mobile', 'offline'] as const).filter((source) =>
    day.timeline.some((piece) => piece.source === source),
  );
  return (
    <div class="lanes">
      {sources.map((source) => (
        <Lane
          key={source}
          name={text(`source.${source}` satisfies TextKey)}
          pieces={day.timeline.filter((piece) => piece.source === source)}
          placeOf={(piece) => (at(piece.start) / 100) * WIDTH}
          width={(BUCKET_MS / (end - begin)) * WIDTH}
        />
      ))}
      {pick && (
        <GapPicker
          day={{ from: begin, to: end }}
          starts={day.timeline.map(({ start }) => Date.parse(start))}
          pick={pick}
        />
      )}
      <div class="scale" aria-hidden="true">
        {day.hours
          .filter(({ hour }, n) => hour % HOURS_BETWEEN_LABELS === 0 && day.hours[n - 1]?.hour !== hour)
          .map(({ start, hour }) => (
            <span key={start} style={{ left: `${at(start)}%` }}>
              {String(hour).padStart(2, '0')}
            </span>
          ))}
      </div>
    </div>
  );
}

interface LaneProps {
  readonly name: string;
  readonly pieces: readonly Piece[];
  readonly placeOf: (piece: Piece) => number;
  readonly width: number;
}

function Lane({ name, pieces, placeOf, width }: LaneProps) {
  const texts = useTexts();
  const total = pieces.reduce((sum, { seconds }) => sum + seconds, 0);
  return (
    <>
      <span class="quiet">{name}</span>
      <svg
        role="img"
        aria-label={`${name}: ${durationText(texts, total)}`}
        viewBox={`0 0 ${WIDTH} 28`}
        preserveAspectRatio="none"
      >
        {pieces.map((piece) => (
          <rect
            key={piece.start}
            x={placeOf(piece)}
            width={width * 0.86}
            height={28}
            fill={levelColour(piece.productivity)}
          >
            <title>{`${wallClock(piece.start)} · ${piece.activity} · ${piece.category}`}</title>
          </rect>
        ))}
      </svg>
    </>
  );
}
