import { generate } from 'lean-qr';
import { toSvgPath } from 'lean-qr/extras/svg';

/** Modules of white around the code. Source: ISO/IEC 18004, four modules. */
const MARGIN = 4;

/** A QR code: dark on white in every theme, because cameras expect that. */
export function QrCode({ value, label }: { value: string; label: string }) {
  const code = generate(value);
  const size = code.size + 2 * MARGIN;
  return (
    <svg class="qr" role="img" aria-label={label} viewBox={`${-MARGIN} ${-MARGIN} ${size} ${size}`}>
      <rect x={-MARGIN} y={-MARGIN} width={size} height={size} fill="#ffffff" />
      <path d={toSvgPath(code)} fill="#000000" shape-rendering="crispEdges" />
    </svg>
  );
}
