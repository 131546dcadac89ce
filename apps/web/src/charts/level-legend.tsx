import './charts.css';
import { useTexts } from '../text/reader.js';
import { LEVELS, levelColour } from './levels.js';

/** Which colour is which level. */
export function LevelLegend() {
  const { text } = useTexts();
  return (
    <ul class="legend">
      {LEVELS.map((level) => (
        <li key={level}>
          <span class="swatch" style={{ background: levelColour(level) }} />
          {text(`level.${level}`)}
        </li>
      ))}
    </ul>
  );
}
