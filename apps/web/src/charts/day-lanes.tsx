import './charts.css';
import type { components } from '@app/client';
import { durationText } from '../format/duration.js';
import type { Stretch } from '../format/gaps.js';
import { clockName, doubledHours, hourNames } from '../format/hours.js';
import { useTexts } from '../text/reader.js';
import type { TextKey } from '../text/texts.js';
import { GapPicker } from './gap-picker.js';
import { levelColour } from './levels.js';

type Day = components['schemas']['DayReportDto'];
type DeviceLane = components['schemas']['LaneDto'];
type Source = DeviceLane['source'];
type Piece = DeviceLane['pieces'][number];

const WIDTH = 1000;
const BUCKET_MS = 300_000;
const HOURS_BETWEEN_LABELS = 3;
/** `08`, and `02a`. Longer names of hours, as `12 AM`, meet on a narrow screen. */
const SHORT_NAME = 3;
/** More lanes are drawn lower, so that thirty devices fit on a screen. */
const MOST_HIGH_LANES = 6;

interface ShownLane {
  readonly key: string;
  readonly name: string;
  readonly pieces: readonly Piece[];
}

interface DayLanesProps {
  readonly day: Day;
  /** The devices of the day. Without them, there is a lane for each kind of source. */
  readonly lanes?: readonly DeviceLane[] | undefined;
  /** Undefined while the day cannot be changed. */
  readonly pick?: (gap: Stretch) => void;
}

/**
 * The day from its first moment to its last: a lane for each device, a bar for each five minutes.
 */
export function DayLanes({ day, lanes, pick }: DayLanesProps) {
  const { text, locale } = useTexts();
  const [begin, end] = [Date.parse(day.start), Date.parse(day.end)];
  const at = (moment: string) => ((Date.parse(moment) - begin) / (end - begin)) * 100;
  const nameOf = (source: Source) => text(`source.${source}` satisfies TextKey);
  const shown = lanes && lanes.length > 0 ? deviceLanes(lanes, nameOf) : sourceLanes(day, nameOf);
  const doubled = doubledHours(day.hours);
  const names = hourNames(locale, day.hours);
  const labels = day.hours.flatMap(({ start, hour }, n) =>
    hour % HOURS_BETWEEN_LABELS === 0 || doubled.has(hour) ? [{ start, name: names[n] }] : [],
  );
  return (
    <div class={`lanes${shown.length > MOST_HIGH_LANES ? ' many' : ''}`}>
      {shown.map(({ key, name, pieces }) => (
        <Lane
          key={key}
          name={name}
          pieces={pieces}
          placeOf={(piece) => (at(piece.start) / 100) * WIDTH}
          clockOf={(piece) => clockName(locale, piece.start, doubled)}
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
      <div class={`scale${names.some((name) => name.length > SHORT_NAME) ? ' long' : ''}`} aria-hidden="true">
        {labels.map(({ start, name }) => (
          <span key={start} style={{ left: `${at(start)}%` }}>
            {name}
          </span>
        ))}
      </div>
    </div>
  );
}

const sourceLanes = (day: Day, nameOf: (source: Source) => string): ShownLane[] =>
  (['computers', 'mobile', 'offline'] as const)
    .map((source) => ({
      ...{ key: source, name: nameOf(source) },
      pieces: day.timeline.filter((piece) => piece.source === source),
    }))
    .filter(({ pieces }) => pieces.length > 0);

/** The name of its user tells a device from another one of the same name, then a number. */
function deviceLanes(lanes: readonly DeviceLane[], nameOf: (source: Source) => string): ShownLane[] {
  const isShared = (lane: DeviceLane) => lanes.filter(({ machine }) => machine === lane.machine).length > 1;
  const counts = new Map<string, number>();
  return lanes.map((lane) => {
    const { source, machine, osUser, pieces } = lane;
    const name = machine === null ? nameOf(source) : isShared(lane) && osUser ? `${machine} · ${osUser}` : machine;
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    const numbered = count > 1 ? `${name} ${count}` : name;
    return { key: `${source} ${numbered}`, name: numbered, pieces };
  });
}

interface LaneProps {
  readonly name: string;
  readonly pieces: readonly Piece[];
  readonly placeOf: (piece: Piece) => number;
  readonly clockOf: (piece: Piece) => string;
  readonly width: number;
}

function Lane({ name, pieces, placeOf, clockOf, width }: LaneProps) {
  const texts = useTexts();
  const total = pieces.reduce((sum, { seconds }) => sum + seconds, 0);
  return (
    <>
      <span class="quiet lane" title={name}>
        <bdi>{name}</bdi>
      </span>
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
            <title>{`${clockOf(piece)} · ${piece.activity} · ${piece.category}`}</title>
          </rect>
        ))}
      </svg>
    </>
  );
}
